// What the solvers of SUNDIALS call of the laws of smooth.h and mechanics.h.
#pragma once
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include "solver.h"

// DenseLaw is a law in its present mode, with its Jacobian as a dense matrix.
template <class Problem>
struct DenseLaw {
  Problem problem;

  int guards() const { return Problem::guards; }
  double absolute(int i, double rtol) const { return rtol * Problem::scale(i); }

  void factorizer(N_Vector y, SUNContext context, SUNMatrix* matrix, SUNLinearSolver* linear) const {
    *matrix = SUNDenseMatrix(Problem::states, Problem::states, context);
    *linear = SUNLinSol_Dense(y, *matrix, context);
  }

  static int slope(sunrealtype, N_Vector y, N_Vector d, void* data) {
    static_cast<DenseLaw*>(data)->problem.slope(N_VGetArrayPointer(y), N_VGetArrayPointer(d));
    return 0;
  }

  static int guard(sunrealtype, N_Vector y, sunrealtype* g, void* data) {
    static_cast<DenseLaw*>(data)->problem.guard(N_VGetArrayPointer(y), g);
    return 0;
  }

  // CVODE fills the matrix with zeros beforehand.
  static int matrix(sunrealtype, N_Vector y, N_Vector, SUNMatrix m, void* data, N_Vector, N_Vector, N_Vector) {
    static_cast<DenseLaw*>(data)->problem.jacobian(N_VGetArrayPointer(y), SUNDenseMatrix_Data(m));
    return 0;
  }
};

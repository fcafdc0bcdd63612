// What the solvers of SUNDIALS call of the thermal problems T1, T2 and T4.
#pragma once
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include <algorithm>

#include "outdoors.h"
#include "solver.h"
#include "sparse.h"

// ThermalLaw is the problem with its present inputs, and its Jacobian, which is
// constant and sparse.
template <class Problem>
struct ThermalLaw {
  Problem* problem = nullptr;
  Columns jacobian;

  int guards() const { return problem->guards(); }
  double absolute(int, double rtol) const { return rtol * 1e-2; }

  void factorizer(N_Vector y, SUNContext context, SUNMatrix* matrix, SUNLinearSolver* linear) const {
    const long n = problem->states();
    *matrix = SUNSparseMatrix(n, n, long(jacobian.values.size()), CSC_MAT, context);
    *linear = SUNLinSol_KLU(y, *matrix, context);
  }

  static int slope(sunrealtype t, N_Vector y, N_Vector d, void* data) {
    const Problem& p = *static_cast<ThermalLaw*>(data)->problem;
    p.slope(N_VGetArrayPointer(y), outdoors::at(t) + p.outdoor_offset(), 1.0, N_VGetArrayPointer(d));
    return 0;
  }

  static int guard(sunrealtype, N_Vector y, sunrealtype* g, void* data) {
    const Problem& p = *static_cast<ThermalLaw*>(data)->problem;
    const double* x = N_VGetArrayPointer(y);
    for (int i = 0; i < p.guards(); i++) g[i] = x[p.watched(i)] - p.level(i);
    return 0;
  }

  static int matrix(sunrealtype, N_Vector, N_Vector, SUNMatrix m, void* data, N_Vector, N_Vector, N_Vector) {
    const Columns& j = static_cast<ThermalLaw*>(data)->jacobian;
    std::copy(j.begin.begin(), j.begin.end(), SUNSparseMatrix_IndexPointers(m));
    std::copy(j.rows.begin(), j.rows.end(), SUNSparseMatrix_IndexValues(m));
    std::copy(j.values.begin(), j.values.end(), SUNSparseMatrix_Data(m));
    return 0;
  }
};

// CVODE: BDF with KLU on the sparse Jacobian, or Adams with fixed-point
// iteration. A multistep method begins anew, at order 1, after each jump.
#pragma once
#include <cvode/cvode.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

#include "solver.h"

template <class Problem>
class Multistep : public Solver {
 public:
  Multistep(Law<Problem>* law, N_Vector y, double rtol, bool bdf, SUNContext context) : y_(y) {
    memory_ = CVodeCreate(bdf ? CV_BDF : CV_ADAMS, context);
    checked(CVodeInit(memory_, Law<Problem>::slope, 0.0, y), "CVodeInit");
    checked(CVodeSStolerances(memory_, rtol, rtol * 1e-2), "CVodeSStolerances");
    checked(CVodeSetUserData(memory_, law), "CVodeSetUserData");
    checked(CVodeRootInit(memory_, law->problem->guards(), Law<Problem>::guards), "CVodeRootInit");
    checked(CVodeSetNoInactiveRootWarn(memory_), "CVodeSetNoInactiveRootWarn");
    checked(CVodeSetMaxNumSteps(memory_, 1000000), "CVodeSetMaxNumSteps");
    if (bdf) {
      const long n = law->problem->states();
      matrix_ = SUNSparseMatrix(n, n, long(law->jacobian.values.size()), CSC_MAT, context);
      linear_ = SUNLinSol_KLU(y, matrix_, context);
      checked(CVodeSetLinearSolver(memory_, linear_, matrix_), "CVodeSetLinearSolver");
      checked(CVodeSetJacFn(memory_, Law<Problem>::matrix), "CVodeSetJacFn");
    } else {
      iteration_ = SUNNonlinSol_FixedPoint(y, 0, context);
      checked(CVodeSetNonlinearSolver(memory_, iteration_), "CVodeSetNonlinearSolver");
    }
  }
  ~Multistep() override {
    CVodeFree(&memory_);
    if (linear_) SUNLinSolFree(linear_);
    if (matrix_) SUNMatDestroy(matrix_);
    if (iteration_) SUNNonlinSolFree(iteration_);
  }

  void begin() override { go_on(0.0); }
  void go_on(double t) override { checked(CVodeReInit(memory_, t, y_), "CVodeReInit"); }
  void stop_at(double t) override { checked(CVodeSetStopTime(memory_, t), "CVodeSetStopTime"); }
  bool advance(double target, double* t) override {
    return checked(CVode(memory_, target, y_, t, CV_NORMAL), "CVode") == CV_ROOT_RETURN;
  }
  void crossed(int* which) override { checked(CVodeGetRootInfo(memory_, which), "CVodeGetRootInfo"); }

 private:
  void* memory_;
  N_Vector y_;
  SUNMatrix matrix_ = nullptr;
  SUNLinearSolver linear_ = nullptr;
  SUNNonlinearSolver iteration_ = nullptr;
};

// CVODE: BDF with the law's Jacobian and linear solver, or Adams with fixed-point
// iteration. A multistep method begins anew, at order 1, after each jump.
#pragma once
#include <cvode/cvode.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>

#include "solver.h"

template <class Law>
class Multistep : public Solver {
 public:
  Multistep(Law* law, N_Vector y, double rtol, bool bdf, SUNContext context) : y_(y) {
    memory_ = CVodeCreate(bdf ? CV_BDF : CV_ADAMS, context);
    checked(CVodeInit(memory_, Law::slope, 0.0, y), "CVodeInit");
    N_Vector absolute = tolerances(*law, y, rtol);
    checked(CVodeSVtolerances(memory_, rtol, absolute), "CVodeSVtolerances");
    N_VDestroy(absolute);
    checked(CVodeSetUserData(memory_, law), "CVodeSetUserData");
    checked(CVodeRootInit(memory_, law->guards(), Law::guard), "CVodeRootInit");
    checked(CVodeSetNoInactiveRootWarn(memory_), "CVodeSetNoInactiveRootWarn");
    checked(CVodeSetMaxNumSteps(memory_, 1000000), "CVodeSetMaxNumSteps");
    if (bdf) {
      law->factorizer(y, context, &matrix_, &linear_);
      checked(CVodeSetLinearSolver(memory_, linear_, matrix_), "CVodeSetLinearSolver");
      checked(CVodeSetJacFn(memory_, Law::matrix), "CVodeSetJacFn");
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
  void direct(int* ways) override { checked(CVodeSetRootDirection(memory_, ways), "CVodeSetRootDirection"); }

 private:
  void* memory_;
  N_Vector y_;
  SUNMatrix matrix_ = nullptr;
  SUNLinearSolver linear_ = nullptr;
  SUNNonlinearSolver iteration_ = nullptr;
};

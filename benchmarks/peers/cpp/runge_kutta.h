// ARKODE: the pair of Dormand and Prince of order 5(4), with an interpolant of
// order 5. A one-step method keeps its step after a jump.
#pragma once
#include <arkode/arkode_erkstep.h>

#include "solver.h"

template <class Law>
class RungeKutta : public Solver {
 public:
  RungeKutta(Law* law, N_Vector y, double rtol, SUNContext context) : y_(y) {
    memory_ = ERKStepCreate(Law::slope, 0.0, y, context);
    N_Vector absolute = tolerances(*law, y, rtol);
    checked(ERKStepSVtolerances(memory_, rtol, absolute), "ERKStepSVtolerances");
    N_VDestroy(absolute);
    checked(ERKStepSetUserData(memory_, law), "ERKStepSetUserData");
    checked(ERKStepSetTableNum(memory_, ARKODE_DORMAND_PRINCE_7_4_5), "ERKStepSetTableNum");
    checked(ERKStepSetInterpolantDegree(memory_, 5), "ERKStepSetInterpolantDegree");
    checked(ERKStepRootInit(memory_, law->guards(), Law::guard), "ERKStepRootInit");
    checked(ERKStepSetNoInactiveRootWarn(memory_), "ERKStepSetNoInactiveRootWarn");
    checked(ERKStepSetMaxNumSteps(memory_, 1000000), "ERKStepSetMaxNumSteps");
  }
  ~RungeKutta() override { ERKStepFree(&memory_); }

  void begin() override { checked(ERKStepReInit(memory_, Law::slope, 0.0, y_), "ERKStepReInit"); }
  void go_on(double t) override { checked(ERKStepReset(memory_, t, y_), "ERKStepReset"); }
  void stop_at(double t) override { checked(ERKStepSetStopTime(memory_, t), "ERKStepSetStopTime"); }
  bool advance(double target, double* t) override {
    return checked(ERKStepEvolve(memory_, target, y_, t, ARK_NORMAL), "ERKStepEvolve") == ARK_ROOT_RETURN;
  }
  void crossed(int* which) override { checked(ERKStepGetRootInfo(memory_, which), "ERKStepGetRootInfo"); }
  void direct(int* ways) override { checked(ERKStepSetRootDirection(memory_, ways), "ERKStepSetRootDirection"); }

 private:
  void* memory_;
  N_Vector y_;
};

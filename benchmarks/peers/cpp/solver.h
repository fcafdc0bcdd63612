// One face for the solvers of SUNDIALS. What they solve is a Law, see thermal.h
// and dense.h:
//
//   slope, guard, matrix       their callbacks; the data is the Law
//   guards()                   how many
//   absolute(i, rtol)          the absolute tolerance of state i
//   factorizer(y, c, &m, &l)   makes the matrix and the linear solver of BDF
#pragma once
#include <sundials/sundials_context.h>
#include <sundials/sundials_version.h>
#include <nvector/nvector_serial.h>

#include <cstdio>
#include <cstdlib>

// Ends the program where a call failed.
inline int checked(int code, const char* what) {
  if (code < 0) {
    std::fprintf(stderr, "%s failed with %d\n", what, code);
    std::exit(1);
  }
  return code;
}

inline SUNContext new_context() {
  SUNContext context;
#if SUNDIALS_VERSION_MAJOR >= 7
  checked(SUNContext_Create(SUN_COMM_NULL, &context), "SUNContext_Create");
#else
  checked(SUNContext_Create(nullptr, &context), "SUNContext_Create");
#endif
  return context;
}

class Solver {
 public:
  virtual ~Solver() = default;
  virtual void begin() = 0;                               // a new problem from its state at t = 0
  virtual void go_on(double t) = 0;                       // anew from t, as something jumped
  virtual void stop_at(double t) = 0;                     // do not step beyond t
  virtual bool advance(double target, double* t) = 0;     // to the target; true where a guard came first, at *t
  virtual void crossed(int* which) = 0;                   // by guard: whether it was the one
  virtual void direct(int* ways) = 0;                     // by guard: 1 counts rising, -1 falling, 0 both
};

// The absolute tolerances of a law, for a vector like y.
template <class Law>
N_Vector tolerances(const Law& law, N_Vector y, double rtol) {
  N_Vector absolute = N_VClone(y);
  for (int i = 0; i < int(N_VGetLength(y)); i++) N_VGetArrayPointer(absolute)[i] = law.absolute(i, rtol);
  return absolute;
}

// One face for the solvers of SUNDIALS, and what their callbacks need.
#pragma once
#include <sundials/sundials_context.h>
#include <sundials/sundials_version.h>
#include <nvector/nvector_serial.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "outdoors.h"
#include "sparse.h"

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
};

// Law is what the solvers call: the problem with its present inputs, and its
// Jacobian, which is constant.
template <class Problem>
struct Law {
  Problem* problem = nullptr;
  Columns jacobian;

  static int slope(sunrealtype t, N_Vector y, N_Vector d, void* data) {
    const Problem& p = *static_cast<Law*>(data)->problem;
    p.slope(N_VGetArrayPointer(y), outdoors::at(t) + p.outdoor_offset(), 1.0, N_VGetArrayPointer(d));
    return 0;
  }

  static int guards(sunrealtype, N_Vector y, sunrealtype* g, void* data) {
    const Problem& p = *static_cast<Law*>(data)->problem;
    const double* x = N_VGetArrayPointer(y);
    for (int i = 0; i < p.guards(); i++) g[i] = x[p.watched(i)] - p.level(i);
    return 0;
  }

  static int matrix(sunrealtype, N_Vector, N_Vector, SUNMatrix m, void* data, N_Vector, N_Vector, N_Vector) {
    const Columns& j = static_cast<Law*>(data)->jacobian;
    std::copy(j.begin.begin(), j.begin.end(), SUNSparseMatrix_IndexPointers(m));
    std::copy(j.rows.begin(), j.rows.end(), SUNSparseMatrix_IndexValues(m));
    std::copy(j.values.begin(), j.values.end(), SUNSparseMatrix_Data(m));
    return 0;
  }
};

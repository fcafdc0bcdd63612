// A sparse matrix by columns.
#pragma once
#include <vector>

struct Columns {
  std::vector<long> begin{0};  // of column j in rows and values; one more than there are columns
  std::vector<long> rows;
  std::vector<double> values;

  void add(long row, double value) {
    rows.push_back(row);
    values.push_back(value);
  }
  void end_column() { begin.push_back(long(rows.size())); }
};

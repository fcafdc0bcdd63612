"""Statistics of pairs of samples by scipy and numpy: JSON in, JSON out."""

import json
import sys

import numpy as np
from scipy import stats


def holm(p):
    """Holm's step-down correction, by its definition."""
    order = np.argsort(p, kind="stable")
    adjusted = np.empty(len(p))
    worst = 0.0
    for rank, i in enumerate(order):
        worst = max(worst, min(1.0, p[i] * (len(p) - rank)))
        adjusted[i] = worst
    return adjusted.tolist()


def described(x, y):
    d = x - y
    paired = stats.ttest_rel(x, y)
    within = paired.confidence_interval(0.95)
    welch = stats.ttest_ind(x, y, equal_var=False)
    beyond = welch.confidence_interval(0.95)
    rho = stats.spearmanr(x, y)
    n = len(x)
    rho_p = rho.pvalue
    if n <= 8:  # all permutations
        ranks = stats.rankdata(y)
        rho_p = stats.permutation_test((stats.rankdata(x),), lambda order: order @ ranks, permutation_type="pairings",
                                       n_resamples=np.inf).pvalue
    z = stats.norm.ppf(0.975) * np.sqrt((1 + rho.statistic**2 / 2) / (n - 3))
    wilson = stats.binomtest(int((d < 0).sum()), n).proportion_ci(0.95, method="wilson")
    q = np.quantile(x, [0.05, 0.25, 0.5, 0.75, 0.95])
    return {
        "Mean": d.mean(), "SD": d.std(ddof=1), "Low": within.low, "High": within.high, "P": paired.pvalue,
        "WelchLow": beyond.low, "WelchHigh": beyond.high, "WelchP": welch.pvalue,
        "Rho": rho.statistic, "RhoP": rho_p,
        "RhoLow": np.tanh(np.arctanh(rho.statistic) - z), "RhoHigh": np.tanh(np.arctanh(rho.statistic) + z),
        "WilsonLow": wilson.low, "WilsonHigh": wilson.high,
        "Q05": q[0], "Q25": q[1], "Q50": q[2], "Q75": q[3], "Q95": q[4],
        "Holm": holm([paired.pvalue, welch.pvalue, rho_p, 0.04, 0.3]),
    }


print(json.dumps([described(np.array(c["X"]), np.array(c["Y"])) for c in json.load(sys.stdin)], default=float))

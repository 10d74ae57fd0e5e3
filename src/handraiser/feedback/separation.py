"""How well a simple model that knows all traits tells won from lost, on leads that it has not seen."""

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import polars as pl

from handraiser.feedback.compared import grouped
from handraiser.kit.intervals import Interval, Z

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 5
# Fewer won or lost than this in each fold, and the figure would be noise.
FEWEST_OF_A_KIND = 5 * FOLDS
SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Separation:
    """The area under the ROC curve with its interval; 0.5 is a coin, 1 is perfect. Or why there is none."""

    auc: Interval | None
    why_not: str = ""

    @property
    def like_a_coin(self) -> bool:
        """Chance alone explains it."""
        return self.auc is not None and self.auc.low <= 0.5


def separate(frame: pl.DataFrame, names: list[str]) -> Separation:
    """Logistic regression over the values of the traits, cross-validated; columns kin, label and the traits.

    All leads of a company lie in the same fold, so that the model cannot recognise a company it has seen.
    """
    label = frame.get_column("label")
    if not names:
        return Separation(None, "No trait is left to learn from.")
    if min(label.sum(), frame.height - label.sum()) < FEWEST_OF_A_KIND:
        return Separation(None, f"It needs at least {FEWEST_OF_A_KIND} won and as many not won.")
    cells = _cells(frame, names)
    values = _one_hot(cells, names)
    if values is None:
        return Separation(None, "No trait has two values with enough leads.")
    aucs, variances = [], []
    for place in range(FOLDS):
        auc = _auc_of(values, cells, place)
        if auc is not None:
            aucs.append(auc[0])
            variances.append(auc[1])
    if len(aucs) < FOLDS:
        return Separation(None, "Too many leads belong to the same company.")
    mean, half = sum(aucs) / FOLDS, Z * sqrt(sum(variances)) / FOLDS
    return Separation(Interval(mean, max(0.0, mean - half), min(1.0, mean + half)))


def auc_with_variance(scores: "NDArray[Any]", label: "NDArray[Any]") -> tuple[float, float]:
    """The area under the ROC curve and its variance (DeLong, DeLong and Clarke-Pearson 1988). Both kinds needed."""
    import numpy as np
    from scipy.stats import rankdata

    won, lost = scores[label == 1], scores[label == 0]
    m, n = len(won), len(lost)
    ranks = rankdata(np.concatenate([won, lost]))
    above = (ranks[:m] - rankdata(won)) / n
    below = 1.0 - (ranks[m:] - rankdata(lost)) / m
    variance = (above.var(ddof=1) / m if m > 1 else 0.0) + (below.var(ddof=1) / n if n > 1 else 0.0)
    return float(above.mean()), float(variance)


def _cells(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The leads that are alike in all traits, in their fold and in how they ended, as one row with their count `n`.

    A model learns the same from them, in a hundredth of the time where there are many leads and few values.
    """
    alike = frame.select(
        "label",
        pl.Series("fold", _folds(frame)),
        *(grouped(pl.col(name), frame, name).fill_null("\x00not known").alias(name) for name in names),
    )
    every = alike.columns
    return alike.group_by(every).agg(pl.len().alias("n")).sort(every)


def _auc_of(values: Any, cells: pl.DataFrame, place: int) -> tuple[float, float] | None:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    label, n, fold = (cells.get_column(name).to_numpy() for name in ("label", "n", "fold"))
    held, label = fold == place, label.astype(np.int8)
    if len(set(label[held])) < 2 or len(set(label[~held])) < 2:
        return None
    model = LogisticRegression(C=0.5, max_iter=300, solver="newton-cholesky")
    model.fit(values[~held], label[~held], sample_weight=n[~held])
    scores = model.decision_function(values[held])
    return auc_with_variance(np.repeat(scores, n[held]), np.repeat(label[held], n[held]))


def _one_hot(cells: pl.DataFrame, names: list[str]) -> Any:
    """A sparse matrix with a column for each value of each trait."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    parts = []
    for name in names:
        codes = cells.get_column(name).rank("dense").to_numpy().astype(np.int64) - 1
        width = int(codes.max()) + 1
        if width > 1:
            rows = np.arange(cells.height)
            parts.append(csr_matrix((np.ones(cells.height), (rows, codes)), shape=(cells.height, width)))
    return hstack(parts, format="csr") if parts else None


def _folds(frame: pl.DataFrame) -> "NDArray[Any]":
    """A fold for each lead, the same for all of its kin; the same at every run."""
    import numpy as np

    kin = frame.get_column("kin").rank("dense").to_numpy().astype(np.int64) - 1
    order = np.random.default_rng(SEED).permutation(int(kin.max()) + 1)
    return np.asarray(order[kin] % FOLDS)

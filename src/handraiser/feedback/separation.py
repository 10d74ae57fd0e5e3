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
    import numpy as np

    label = frame.get_column("label").to_numpy().astype(np.int8)
    if not names:
        return Separation(None, "No trait is left to learn from.")
    if min(int(label.sum()), int((1 - label).sum())) < FEWEST_OF_A_KIND:
        return Separation(None, f"It needs at least {FEWEST_OF_A_KIND} won and as many not won.")
    values = _one_hot(frame, names)
    if values is None:
        return Separation(None, "No trait has two values with enough leads.")
    fold = _folds(frame)
    aucs, variances = [], []
    for place in range(FOLDS):
        held = fold == place
        auc = _auc_of(values, label, held)
        if auc is not None:
            aucs.append(auc[0])
            variances.append(auc[1])
    if len(aucs) < FOLDS:
        return Separation(None, "Too many leads belong to the same company.")
    mean, half = sum(aucs) / FOLDS, Z * sqrt(sum(variances)) / FOLDS
    return Separation(Interval(mean, max(0.0, mean - half), min(1.0, mean + half)))


def auc_with_variance(scores: "NDArray[Any]", label: "NDArray[Any]") -> tuple[float, float]:
    """The area under the ROC curve and its variance (DeLong, DeLong and Clarke-Pearson 1988). Both kinds needed."""
    from scipy.stats import rankdata

    won, lost = scores[label == 1], scores[label == 0]
    m, n = len(won), len(lost)
    ranks = rankdata([*won, *lost])
    above = (ranks[:m] - rankdata(won)) / n
    below = 1.0 - (ranks[m:] - rankdata(lost)) / m
    variance = (above.var(ddof=1) / m if m > 1 else 0.0) + (below.var(ddof=1) / n if n > 1 else 0.0)
    return float(above.mean()), float(variance)


def _auc_of(values: Any, label: "NDArray[Any]", held: "NDArray[Any]") -> tuple[float, float] | None:
    from sklearn.linear_model import LogisticRegression

    if len(set(label[held])) < 2 or len(set(label[~held])) < 2:
        return None
    model = LogisticRegression(C=0.5, max_iter=300)
    model.fit(values[~held], label[~held])
    return auc_with_variance(model.decision_function(values[held]), label[held])


def _one_hot(frame: pl.DataFrame, names: list[str]) -> Any:
    """A sparse matrix with a column for each value of each trait that has enough leads."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack

    parts = []
    for name in names:
        codes = (
            frame.select(grouped(pl.col(name), frame, name).fill_null("\x00not known").alias("group"))
            .get_column("group")
            .rank("dense")
            .to_numpy()
            .astype(np.int64)
            - 1
        )
        width = int(codes.max()) + 1
        if width > 1:
            rows = np.arange(frame.height)
            parts.append(csr_matrix((np.ones(frame.height), (rows, codes)), shape=(frame.height, width)))
    return hstack(parts, format="csr") if parts else None


def _folds(frame: pl.DataFrame) -> "NDArray[Any]":
    """A fold for each lead, the same for all of its kin; the same at every run."""
    import numpy as np

    kin = frame.get_column("kin").rank("dense").to_numpy().astype(np.int64) - 1
    order = np.random.default_rng(SEED).permutation(int(kin.max()) + 1)
    return np.asarray(order[kin] % FOLDS)

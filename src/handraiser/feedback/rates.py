"""How sure it is that shares differ: tests, one at a time and many together."""

from collections.abc import Sequence


def fisher(won: int, n: int, rest_won: int, rest_n: int) -> float:
    """How often chance alone would make two shares differ so much (Fisher's exact test, two-sided)."""
    from scipy.stats import fisher_exact

    return float(fisher_exact([[won, n - won], [rest_won, rest_n - rest_won]]).pvalue)


def chi_square(won: Sequence[int], n: Sequence[int], *, design: float = 1.0) -> float:
    """The same for several shares (Pearson's chi-square). `design` divides it where leads are not independent."""
    from scipy.stats import chi2, chi2_contingency

    table = [list(won), [whole - part for part, whole in zip(won, n, strict=True)]]
    found = chi2_contingency(table, correction=False)
    return float(chi2.sf(found.statistic / max(design, 1.0), found.dof))


def holm(p_values: Sequence[float]) -> list[float]:
    """Each p-value adjusted so that one false signal among all of them is as rare as one alone (Holm 1979)."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, p_values[place] * (len(p_values) - rank)))
        adjusted[place] = highest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Each p-value adjusted so that of those called different a twentieth is false (Benjamini, Hochberg 1995)."""
    if not p_values:
        return []
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(p_values)]

"""How well the simulated version that really ran agrees with what the record says."""

from dataclasses import dataclass

import polars as pl

from handraiser.backtest.recorded import Chunk
from handraiser.backtest.report import Fidelity
from handraiser.backtest.results import PASS, Outcome

AGREES = ("stage", "grade", "owner_id", "outcome")


@dataclass(slots=True)
class FidelityCount:
    """Counts over the chunks, of leads that ran under that version."""

    version_id: str
    leads: int = 0
    agree: dict[str, int] | None = None
    clocks: int = 0
    fates: int = 0

    def add(self, chunk: Chunk, outcome: Outcome, rows: pl.DataFrame) -> None:
        """Compare the passes that are judged."""
        ran = chunk.leads.filter(pl.col("version_id") == self.version_id)
        judged = rows.select("who", "pass_number")
        simulated = outcome.passes.join(judged, on=PASS, how="semi").select(*PASS, "person_id", *AGREES)
        both = ran.join(simulated, on=["person_id", "pass_number"], how="inner", suffix="_simulated")
        if both.is_empty():
            return
        counts = both.select(
            pl.col(name).eq_missing(pl.col(f"{name}_simulated")).sum().alias(name) for name in AGREES
        ).row(0, named=True)
        self.leads += both.height
        self.agree = {name: (self.agree or {}).get(name, 0) + counts[name] for name in AGREES}
        self._clocks(chunk, outcome, both)

    def _clocks(self, chunk: Chunk, outcome: Outcome, both: pl.DataFrame) -> None:
        whose = both.select("lead_id", *PASS)
        recorded = (
            chunk.clocks.join(whose, on="lead_id", how="inner")
            .with_columns(pl.col("state").replace({"warned": "running"}))
            .group_by(*PASS, "name")
            .agg(pl.col("state").sort().alias("was"))
        )
        simulated = outcome.clocks.group_by(*PASS, "name").agg(pl.col("fate").sort().alias("is"))
        compared = recorded.join(simulated, on=[*PASS, "name"], how="left")
        self.clocks += compared.height
        self.fates += int((compared.get_column("was") == compared.get_column("is")).fill_null(False).sum())

    def told(self) -> Fidelity | None:
        """The shares; None where no lead ran under the version."""
        if not self.leads or self.agree is None:
            return None
        shares = {name: count / self.leads for name, count in self.agree.items()}
        return Fidelity(
            leads=self.leads,
            stage=shares["stage"],
            grade=shares["grade"],
            owner=shares["owner_id"],
            outcome=shares["outcome"],
            clocks=self.clocks,
            clock_fates=self.fates / self.clocks if self.clocks else 1.0,
        )

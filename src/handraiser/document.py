"""The process document: its table of contents, one line for each section and the room that it rules."""

from collections.abc import Iterable, Iterator

from handraiser.capture.rules import LeadRules
from handraiser.enrich.rules import EnrichRules
from handraiser.follow_up.rules import FollowUpRules
from handraiser.handoff.rules import FeedbackRules, HandoffRules, RecycleRules
from handraiser.process import Shape
from handraiser.process.discovery import Discovery
from handraiser.process.references import conditions_in, unknown_words
from handraiser.process.sections import About, BuyingStage, IdealCustomer, Measure, Nurture, Stakeholder
from handraiser.qualify.rules import QualifyRules
from handraiser.route.rules import RouteRules
from handraiser.score.rules import GradeRules, ScoreRules
from handraiser.stage.rules import Stage

Path = tuple[str | int, ...]
Fault = tuple[Path, str, str]


class Document(Shape):
    """One process, whole. What is written here is what runs."""

    process: About
    lead: LeadRules
    buying_stages: tuple[BuyingStage, ...] = ()
    ideal_customer: IdealCustomer
    stages: tuple[Stage, ...]
    enrich: EnrichRules = EnrichRules()
    grade: GradeRules
    score: ScoreRules
    qualify: QualifyRules
    route: RouteRules
    follow_up: FollowUpRules
    nurture: Nurture = Nurture()
    handoff: HandoffRules
    feedback: FeedbackRules = FeedbackRules()
    recycle: RecycleRules
    measures: tuple[Measure, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    discovery: Discovery = Discovery()

    @property
    def titles(self) -> dict[str, str]:
        """The stages in their order: key -> title."""
        return {stage.key: stage.title for stage in self.stages}

    def stage(self, key: str) -> Stage:
        """The stage of that key; KeyError if the document has none."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def faults(self) -> Iterator[Fault]:
        """What the sections say of each other that is not so: (path, what is wrong, what was meant)."""
        keys = [stage.key for stage in self.stages]
        yield from self._stage_references(keys)
        yield from _repeated(("stages",), keys)
        buying = [stage.key for stage in self.buying_stages]
        for index, stage in enumerate(self.stages):
            if stage.buying_stage is not None and stage.buying_stage not in buying:
                yield from _unknown(
                    ("stages", index, "buying_stage"), "buying stage", stage.buying_stage, buying
                )
            if stage.routed and stage.team not in self.route.teams:
                yield from _unknown(
                    ("stages", index, "team"), "team with a route", stage.team, self.route.teams
                )
        for path, wrong, meant in self.qualify.faults():
            yield ("qualify", *path), wrong, meant
        for path, wrong, meant in self.follow_up.faults(keys):
            yield ("follow_up", *path), wrong, meant
        for path, wrong, meant in self.discovery.faults(buying):
            yield ("discovery", *path), wrong, meant
        yield from self._panel_references()
        yield from self._condition_references(keys)

    def _panel_references(self) -> Iterator[Fault]:
        sections = list(type(self).model_fields)
        for index, one in enumerate(self.stakeholders):
            for place, section in enumerate(one.signs):
                if section not in sections:
                    path = ("stakeholders", index, "signs", place)
                    yield from _unknown(path, "section", section, sections)

    def _stage_references(self, keys: list[str]) -> Iterator[Fault]:
        references: list[tuple[Path, str | None]] = [
            (("lead", "first_stage"), self.lead.first_stage),
            (("lead", "hand_raiser_stage"), self.lead.hand_raiser_stage),
            (("handoff", "stage"), self.handoff.stage),
            (("handoff", "accepted_stage"), self.handoff.accepted_stage),
            (("handoff", "returned_stage"), self.handoff.returned_stage),
            (("handoff", "won_stage"), self.handoff.won_stage),
            (("recycle", "stage"), self.recycle.stage),
        ]
        for index, stage in enumerate(self.stages):
            references.append((("stages", index, "next"), stage.next))
            if stage.way_out is not None:
                references.append((("stages", index, "way_out", "to"), stage.way_out.to))
        for path, key in references:
            if key is not None and key not in keys:
                yield from _unknown(path, "stage", key, keys)

    def _condition_references(self, keys: list[str]) -> Iterator[Fault]:
        known = {
            "stage": keys,
            "team": sorted({*(stage.team for stage in self.stages), *self.route.teams}),
            "grade": [*self.grade.thresholds, self.grade.otherwise],
        }
        if self.lead.inquiry_kinds:
            known["inquiry_kinds"] = list(self.lead.inquiry_kinds)
        for question in self.qualify.questions:
            known[f"answer('{question.key}')"] = [answer.value for answer in question.answers]
        yield from unknown_words(self, known)
        questions = [question.key for question in self.qualify.questions]
        for path, condition in conditions_in(self):
            for key in sorted(condition.questions - set(questions)):
                yield from _unknown(path, "question", key, questions)


def _unknown(path: Path, noun: str, name: str, known: Iterable[str]) -> Iterator[Fault]:
    yield path, f"there is no {noun} '{name}'", "one of: " + ", ".join(known)


def _repeated(path: Path, keys: list[str]) -> Iterator[Fault]:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield (*path, index, "key"), f"'{key}' is used twice", "a key of its own"

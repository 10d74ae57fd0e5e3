"""What sections and keys of the document are called when people read them."""

SECTIONS = {
    "process": "The process",
    "lead": "What a lead is",
    "buying_stages": "How customers buy",
    "ideal_customer": "Ideal customer",
    "stages": "Stages",
    "enrich": "Enrichment",
    "grade": "Grade",
    "score": "Score",
    "qualify": "Qualification",
    "route": "Routing",
    "follow_up": "Follow-up",
    "nurture": "Nurture",
    "handoff": "Handoff to sales",
    "feedback": "Feedback from sales",
    "recycle": "Recycle and disqualify",
    "measures": "Measures",
    "stakeholders": "Who takes part",
    "discovery": "What was found before",
}

KEYS = {
    "about": "About",
    "ask": "Ask",
    "calendar": "Hours of",
    "cap": "At most",
    "do": "What",
    "duration": "Longest stay",
    "entry": "Entry criteria",
    "escalate": "When it breaks",
    "exit": "Exit criteria",
    "half_life": "Half-life",
    "hand_raiser": "Fast path",
    "hand_raiser_stage": "Stage of the fast path",
    "history_after": "Counts as history after",
    "kinds": "Kinds of touch",
    "lost_wait": "After a loss, back in",
    "met": "Good enough",
    "metric": "Measured by",
    "minimum": "The least that must be known",
    "needed": "Questions that must be met",
    "n": "Out of",
    "not_for": "Not for",
    "order": "Ways, in order",
    "outcomes": "Outcomes of a touch",
    "otherwise": "Below all thresholds",
    "pauses_in_absence": "Pauses in absence",
    "part": "Their part",
    "said": "What they say",
    "says": "Criterion",
    "signs": "Signs off",
    "starts": "Starts",
    "steps": "Activities",
    "stops_on": "Stops on",
    "then": "What follows",
    "wait": "Comes back after",
    "warn_after": "Warns after",
    "way_out": "When time runs out",
    "when": "Condition",
    "where": "Where",
    "who": "Who",
    "why_not": "Why it could not be measured",
    "within": "Within",
}

# Values that are words of the program, as people say them.
WORDS = {
    "send_back": "back to who offered it",
    "recycle": "back to nurture",
    "disqualify": "out",
    "notify": "notify",
    "return": "give it back to who offered it",
    "reassign": "give it to somebody else",
    "move": "move",
    "named_account": "named account",
    "existing_owner": "existing owner",
    "team_lead": "team lead",
    "follow_up": "follow up",
    "in_work": "in work",
    "accept": "accept",
    "reject": "reject",
}
WORD_KEYS = frozenset({"then", "order", "whom", "do", "step", "state"})

# Keys whose value is the key of a stage or a buying stage, shown by its title.
STAGE_KEYS = frozenset(
    {
        "accepted_stage",
        "buying_stage",
        "first_stage",
        "hand_raiser_stage",
        "next",
        "returned_stage",
        "stage",
        "to",
        "won_stage",
    }
)


def title_of(key: str) -> str:
    """The name of a key: `half_life` is Half-life, `job_aids` is Job aids."""
    return KEYS.get(key) or key.replace("_", " ").capitalize()


def section_title(key: str) -> str:
    """The name of a section."""
    return SECTIONS.get(key) or title_of(key)

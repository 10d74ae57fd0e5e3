"""What each key of the document means, for the reference, the JSON Schema and those who forgot one.

By the name of the type and of the key. A test holds this list to the types: nothing is missing, nothing is stale.
"""

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, Mapping[str, str]] = {
    "Document": {
        "process": "The name of the process and who keeps it.",
        "lead": "What a lead is, and the least that an inquiry must bring.",
        "buying_stages": "How customers buy, with the content that helps them.",
        "ideal_customer": "To whom you sell best.",
        "stages": "The stages in the order in which a lead passes them.",
        "enrich": "Who is asked for which value, and in which order.",
        "grade": "How well a lead fits, A to F.",
        "score": "How much interest a lead shows, as a number that fades.",
        "qualify": "The questions that make a lead worth a seller's time.",
        "route": "Who gets a lead.",
        "follow_up": "The promises with a due time, and what happens when one breaks.",
        "nurture": "What is done for those who are not ready to buy.",
        "handoff": "The offer to sales, and its answer.",
        "feedback": "What sales is asked about each lead.",
        "recycle": "How a lead leaves without being won, and how it comes back.",
        "measures": "The numbers the process is steered by.",
        "stakeholders": "Who takes part, and who signs what.",
    },
    "About": {
        "name": "What the process is called.",
        "summary": "From where to where it leads, in a sentence or two.",
        "owner": "Who answers for the document.",
    },
    "LeadRules": {
        "definition": "What a lead is, in words that marketing and sales share.",
        "minimum": "What must be known of an inquiry. One that falls short is kept and stops with the first sentence "
        "that it does not meet.",
        "inquiry_kinds": "The kinds of inquiry by their keys. The door names the kind; it also counts as a behaviour.",
        "first_stage": "The stage in which a new lead begins.",
        "hand_raiser_stage": "The stage to which somebody who asks to be called goes at once.",
    },
    "Criterion": {
        "says": "The criterion as a sentence for people.",
        "when": "The condition by which the machine knows. Without one a person decides.",
    },
    "InquiryKind": {
        "title": "What people call this kind.",
        "hand_raiser": "Whether it asks to be called, and so takes the fast path.",
    },
    "BuyingStage": {
        "key": "Its short name, to which stages refer.",
        "title": "What buyers would call it.",
        "definition": "What happens at the buyer's.",
        "content": "What helps there.",
    },
    "IdealCustomer": {
        "summary": "The ideal customer in one sentence.",
        "traits": "What the best customers share.",
        "buying_team": "Who decides, prepares, uses and must agree.",
        "not_for": "Whom you cannot help.",
    },
    "Stage": {
        "key": "Its short name, to which all other sections refer.",
        "title": "What people call it.",
        "definition": "What a lead in this stage is, in one sentence.",
        "team": "The key of the team that works on it.",
        "owner": "Who answers for the stage.",
        "buying_stage": "The buying stage it belongs to.",
        "routed": "Whether a lead that enters gets an owner from the team; the team then needs a route.",
        "steps": "What is done, in this order.",
        "entry": "What must hold to enter, beside the exit of the stage before.",
        "exit": "What must hold to go on. The machine moves a lead only by criteria that have a condition.",
        "exit_needs": "Whether all exit criteria must hold, or any one of them.",
        "duration": "How long a lead may stay.",
        "next": "The stage that follows; none for the last.",
        "way_out": "What happens when the time is used up.",
        "measure": "The number that tells whether the stage works.",
    },
    "Step": {"do": "What is done.", "job_aids": "The tools and texts that help."},
    "WayOut": {
        "to": "The stage to move to.",
        "then": "Move it, recycle it, disqualify it, or only notify the owner.",
        "reason": "The reason that is noted; for recycle and disqualify the key of one of theirs.",
    },
    "EnrichRules": {
        "waterfall": "For each column the providers that are asked, the first that knows wins. A column that is not "
        "named keeps its usual providers; an empty list asks nobody.",
    },
    "GradeRules": {
        "about": "The thought behind the grade.",
        "rules": "The points for each trait.",
        "thresholds": "The grades with the points from which on they are given, the best first.",
        "otherwise": "The grade below all thresholds.",
    },
    "GradeRule": {
        "name": "What people call the trait; it stands in the explanation of each grade.",
        "when": "When the points are given.",
        "points": "How many, below zero too.",
        "why": "Why it matters.",
    },
    "ScoreRules": {"about": "The thought behind the score.", "rules": "The points for each behaviour."},
    "ScoreRule": {
        "behaviour": "The behaviour as it is sent, or the key of an inquiry kind.",
        "title": "What people call it.",
        "where": "Properties that the behaviour must have; `*` stands for any text. Every rule that fits counts.",
        "points": "Points for each time, below zero too.",
        "cap": "The most that the rule can give or take, however often it happens.",
        "half_life": "The time after which half of the points are left; without one they stay.",
    },
    "QualifyRules": {
        "framework": "What the framework is called.",
        "about": "How the questions are asked.",
        "questions": "The questions.",
        "needed": "How many must be met, the required ones among them.",
    },
    "Question": {
        "key": "Its short name, for answer('budget').",
        "title": "What people call it.",
        "ask": "How it is asked in a conversation.",
        "answers": "The answers there are.",
        "required": "Whether it must be met.",
    },
    "Answer": {
        "value": "Its short name, which answer() gives.",
        "title": "The answer in words.",
        "met": "Whether it is good enough.",
    },
    "RouteRules": {
        "about": "The principle.",
        "named_accounts": "Company domains with the e-mail address of their owner.",
        "teams": "The route of each team by its key. Every team of a routed stage needs one.",
    },
    "TeamRoute": {
        "order": "The ways that are tried, in this order.",
        "territories": "The parts of the market; the first whose condition holds is the lead's.",
        "rota": "Who takes turns; empty for everybody in the team.",
    },
    "Territory": {
        "name": "What it is called, as in the staff record of those who serve it.",
        "when": "Which leads belong to it.",
        "members": "E-mail addresses of those who serve it, if not those who have it in their staff record.",
    },
    "Member": {
        "who": "The e-mail address.",
        "weight": "The share of turns; as in the staff record if left out.",
        "capacity": "The most open leads; as in the staff record if left out.",
    },
    "FollowUpRules": {
        "about": "The thought behind the promises.",
        "clocks": "The promises.",
        "company_calendar": "When the company works.",
        "history_after": "What happened longer ago than this when it reached us starts no clock.",
        "touches": "The words in which people record what they did.",
    },
    "Clock": {
        "name": "Its short name. Several may share one: the first whose condition holds is started.",
        "title": "What people call it.",
        "starts": "What starts it: `{stage: mql}` on entering a stage, or `offer` when a lead is offered to sales.",
        "when": "For which leads it holds; for all if left out.",
        "within": "The time until it is due.",
        "warn_after": "The part of the time, between 0 and 1, after which the owner is warned.",
        "calendar": "Whose working hours count: those of the owner, the team or the company.",
        "pauses_in_absence": "Whether it waits while the owner is absent.",
        "stops_on": "What keeps the promise: a kind of touch, `touch` for any, `accept` or `reject`. By itself a clock "
        "of a stage stops on any touch, and one of an offer on its answer.",
        "escalate": "What happens when it breaks, in this order.",
    },
    "Starts": {"stage": "The stage on entering which it starts.", "offer": "Written as the word `offer`."},
    "Escalation": {
        "after": "How long after the due time; at once if left out.",
        "do": "Notify somebody, or reassign the lead by routing.",
        "whom": "Who is notified.",
    },
    "CompanyCalendar": {
        "time_zone": "The time zone, such as `Europe/Berlin`.",
        "hours": "The working hours, such as `mon-thu 08:00-12:00,13:00-17:00; fri 08:00-13:00`.",
        "holiday_country": "The country, of two letters, whose public holidays are free.",
        "holiday_subdivision": "Its part with holidays of its own, such as `BY`.",
        "closed_days": "Days on which nobody works, such as `2026-12-24`.",
    },
    "Touches": {"kinds": "The kinds of touch.", "outcomes": "What may come of one."},
    "TouchKind": {
        "key": "Its short name.",
        "title": "What people call it.",
        "contact": "Whether it reaches out to the person; a note does not.",
    },
    "TouchOutcome": {"key": "Its short name.", "title": "What people call it."},
    "Nurture": {"about": "The thought behind it.", "programmes": "The programmes."},
    "Programme": {
        "name": "What it is called.",
        "audience": "For whom it is.",
        "goal": "What should come of it.",
        "rhythm": "How often somebody hears from you.",
        "content": "What they get.",
        "ends_when": "When somebody leaves it.",
    },
    "HandoffRules": {
        "about": "The thought behind the contract.",
        "stage": "The stage on entering which a lead is offered.",
        "team": "The team that answers.",
        "accepted_stage": "Where an accepted lead goes.",
        "returned_stage": "Where a lead goes that is sent back or not answered.",
        "won_stage": "Where a won lead goes.",
        "reject_reasons": "Why an offer may be rejected.",
        "lost_reasons": "Why an opportunity may be lost.",
        "on_hold": "After how long an opportunity on hold comes back to its owner.",
    },
    "RejectReason": {
        "key": "Its short name.",
        "title": "What people read.",
        "then": "What follows: back to who offered it, recycled, or disqualified.",
    },
    "Reason": {"key": "Its short name.", "title": "What people read."},
    "FeedbackRules": {
        "about": "Why it is asked.",
        "questions": "What sales is asked about each lead.",
        "review": "Who looks at it together, and when.",
    },
    "RecycleRules": {
        "about": "The difference between not now and not us.",
        "stage": "The stage in which the new pass begins.",
        "recycle_reasons": "Why a lead goes back to nurture.",
        "disqualify_reasons": "Why a lead is out.",
        "lost_wait": "How long after a loss a new pass begins.",
    },
    "RecycleReason": {
        "key": "Its short name.",
        "title": "What people read.",
        "wait": "How long until the person starts a new pass.",
    },
    "Measure": {
        "name": "What it is called.",
        "definition": "How it is counted.",
        "target": "What it should be.",
        "owner": "Who answers for it.",
    },
    "Stakeholder": {
        "function": "The function in the company.",
        "part": "Its part in the process.",
        "signs": "The sections that it signs off.",
    },
}


def explanation(model: str, key: str) -> str:
    """What a key of a type means; empty for one that nobody has explained yet."""
    return EXPLANATIONS.get(model, {}).get(key, "")

"""The words from which `content` makes its sentences: wide enough that they pack like prose."""

COMPETENCIES = {  # id: (expectations at the target level, tags that stand for it)
    "vision-strategy": (3, ("strategy", "roadmap", "discovery")),
    "leadership-influence": (6, ("collaboration", "leadership")),
    "scope-impact": (3, ("data", "launch", "impact")),
    "execution-prioritization": (4, ("execution", "technical")),
    "product-craft": (6, ("communication", "mentoring", "craft")),
}

SYSTEMS = (
    "billing", "meter swap", "tenant portal", "leak alarms", "tariff editor", "installer app",
    "reading pipeline", "yearly statement", "customer import", "device pairing", "price simulator",
    "support inbox", "partner connect", "field planning", "consumption forecast", "audit export",
    "payment reminders", "radio coverage map", "data warehouse", "sign-in", "onboarding",
    "usage report", "help centre", "contract archive", "network planner",
)  # fmt: skip
TEAMS = (
    "the settlement team", "two platform squads", "our finance partners", "customer support",
    "the field service group", "four regional offices", "the data analysts", "sales in Benelux",
    "the mobile developers", "legal and privacy", "an outside auditor", "the design system people",
    "a pilot group of utilities", "the Polish launch crew", "security engineering",
    "the research panel", "housing associations", "the hardware lab",
)  # fmt: skip
PROBLEMS = (
    "late readings", "duplicate invoices", "unclear ownership", "a growing backlog",
    "manual corrections", "silent failures", "conflicting promises", "missing addresses",
    "slow approvals", "expired certificates", "abandoned sign-ups", "untested migrations",
    "rounding differences", "unanswered tickets", "stale forecasts", "unread reports",
    "broken exports", "estimates nobody trusted", "seasonal overload", "rejected payments",
)  # fmt: skip
CAUSES = (
    "each product kept its own copy", "nobody had asked the clerks", "the contract said otherwise",
    "a supplier changed the firmware", "the winter peak came early", "three goals pulled apart",
    "the old form had 41 fields", "estimates were rounded twice", "the law changed in spring",
    "no one could see the queue", "training ended with the launch", "the map was ten years old",
    "engineers were paged at night", "we measured visits instead of value",
    "two departments counted differently", "the pilot sites were not typical",
)  # fmt: skip
CHOICES = (
    "to stop the weekly upload", "to begin with the smallest customers", "to price by building",
    "to publish every exception", "to drop the forecast", "to test against recorded data",
    "to keep the paper form for a year", "to move six engineers", "to ask permission first",
    "to retire the old interface", "to pay for the better sensor", "to merge the two roadmaps",
    "to wait for the regulator", "to show the estimate openly", "to let partners certify themselves",
    "to close buildings one by one", "to write the rule before the code",
)  # fmt: skip
DOCUMENTS = (
    "the decision paper", "a readout for leadership", "the migration log", "field notes",
    "the risk register", "an experiment summary", "the launch review", "a cost comparison",
    "the interview transcripts", "the service blueprint", "a pricing study", "the incident timeline",
    "the quarterly scorecard", "a training outline", "the open question list",
)  # fmt: skip
ADJECTIVES = (
    "reliable", "visible", "simple", "cheap", "repeatable", "quiet", "honest", "fast", "shared",
    "measurable", "reversible", "boring", "explainable", "predictable", "safe", "local",
)  # fmt: skip
WORDS = {
    "system": SYSTEMS,
    "other": SYSTEMS,
    "team": TEAMS,
    "group": TEAMS,
    "problem": PROBLEMS,
    "cause": CAUSES,
    "choice": CHOICES,
    "document": DOCUMENTS,
    "adjective": ADJECTIVES,
    "quality": ADJECTIVES,
}

TITLES = (
    "{system} without {problem}",
    "a {adjective} {system} for {team}",
    "from {problem} to a {adjective} {system}",
    "{system} and {other} on one plan",
    "how {team} stopped fearing {problem}",
    "{many} customers moved to the new {system}",
    "ended {problem} in {system} within {few} weeks",
    "one {quality} rule for {system}",
)
SITUATIONS = (
    "{problem} in {system} cost {team} {few} working days a month, because {cause}.",
    "when I joined, {system} served {many} households and {share} % of them met {problem}.",
    "{team} wanted a {adjective} {system}; {group} wanted it cheaper, and {cause}.",
    "a review by {who} had named {problem} the largest risk of the year.",
    "{system} and {other} were planned apart, so {problem} showed up only after release.",
    "nobody could say whether {problem} came from {system} or from {other}.",
    "the goal was {share} % fewer complaints before winter, with {few} people and no new budget.",
    "in spring {cause}, and {many} records had to be checked by hand.",
    "support answered {many} calls about {problem}, most of them on the first of the month.",
    "our largest customer threatened to leave over {problem}; {few} others had left already.",
)
ACTIONS = (
    "I spent {few} days beside {team} and counted where {problem} began.",
    "**my part** was the order of the work and the decision {choice}; {who} led the build.",
    "I wrote {document} with {group}, and revised it {few} times until *both sides* signed.",
    "together with {who} I compared {few} options by cost, by risk and by what we would not learn.",
    "I asked {team} {choice}, which **nobody had proposed** because {cause}.",
    "every week I published what was {adjective} and what was not, with `{few}` open questions.",
    "I tested the idea on {many} records before any code was written.",
    "the plan had one rule: *{system} stays {quality}*, whatever {other} needs.",
    "I told the {few} pilot customers myself that we would stop, and why.",
    "I left {other} out of the first version, which cost us one tender and saved a quarter.",
)
STEPS = (
    "ask {team} {choice};",
    "show **{problem}** on the day they happen;",
    "move {many} accounts in {few} steps, the smallest first;",
    "train {group} with recorded cases;",
    "measure {system} against {other} for {few} weeks;",
    "write down what would make us stop;",
    "let {who} decide where {cause};",
    "replace {document} by a *{adjective}* page that anyone can edit;",
    "agree with {team} on one owner for {system};",
)
RESULTS = (
    "{problem} fell by **{share} %** within {few} months, and stayed there.",
    "{team} now runs {system} alone; my last change to it is {few} months old.",
    "{many} customers use it every week, against {share} % before.",
    "the pattern was copied by {few} other teams, first by {group}.",
    "we still see {problem} in {few} networks, all of them *older than the contract*.",
    "leadership chose {choice} in the next planning round, with {document} as the reason.",
    "the saved time, {many} hours a year by the count of {who}, went to {other}.",
    "one promise was not kept: {other} came {few} weeks late.",
    "two of {few} assumptions were wrong; both are written up in {document}.",
    "{system} has been {adjective} for {few} releases in a row.",
)
QUOTES = (
    "{team} had tried this before and it stopped at {problem}.",
    "what I remember is that somebody finally said {cause}.",
    "it was the first plan in {few} years that told us what we would not get.",
    "I did not agree with the decision {choice}, and I was wrong.",
    "{system} is {adjective} now, and that was not the case when {who} started.",
    "we save {few} hours every week and nobody asks about {problem} any more.",
    "the weekly note was short, {quality} and never late.",
    "I would give {document} to every new colleague to read.",
)
MEASURES = (
    ("days to close a month", "days"),
    ("tickets per 1,000 accounts", "tickets"),
    ("share of failed imports", "%"),
    ("time to first value", "hours"),
    ("manual corrections", "a week"),
    ("median waiting time", "minutes"),
    ("complaints that reach a manager", "a month"),
    ("cost of one visit", "EUR"),
    ("readings that arrive late", "per 1,000"),
    ("steps in the form", "steps"),
)
METHODS = (
    "95th percentile of the trace log",
    "monthly count by finance",
    "tickets with one label",
    "median of all sites with data",
    "before and after, same weeks",
    "survey with 300 answers",
    "ledger, corrected within 60 days",
    "booked hours of the team",
)
ROLES = (
    "Staff Engineer", "Director of Engineering", "Head of Customer Support", "Principal Designer",
    "Sales Director", "Network Manager", "Finance Partner", "Group Product Manager",
    "Data Scientist", "Legal Counsel", "Field Service Lead",
)  # fmt: skip
FIRST_NAMES = (
    "Anaïs", "Bram", "Deniz", "Elif", "Henrik", "Ines", "Jonas", "Katarzyna", "Lars", "Mei",
    "Nkechi", "Oskar", "Priya", "Rasa", "Sofie", "Tomás", "Ulla", "Wiktor", "Yusuf", "Zofia",
)  # fmt: skip
LAST_NAMES = (
    "Aydın", "Brandt", "de Wit", "Eriksen", "Fischer", "Grzelak", "Haddad", "Ito", "Jansen",
    "Kowal", "Lefèvre", "Mølgaard", "Nowicka", "Okafor", "Petrauskaitė", "Quist", "Rossi",
    "Sørensen", "Thygesen", "Weidmann",
)  # fmt: skip

"""The words of which `content` makes sentences: so many that the text packs about like prose.

In a pattern each `{name}` is one draw from the pool of that name, or a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

COMPETENCIES = {  # id: (expectations at the target level, tags that stand for it)
    "vision-strategy": (3, ("strategy", "roadmap", "discovery")),
    "leadership-influence": (6, ("collaboration", "leadership")),
    "scope-impact": (3, ("data", "launch", "impact")),
    "execution-prioritization": (4, ("execution", "technical")),
    "product-craft": (6, ("communication", "mentoring", "craft")),
}

ROLES = (
    "Staff Engineer", "Director of Engineering", "Head of Customer Support", "Principal Designer",
    "Sales Director", "Network Manager", "Finance Partner", "Group Product Manager",
    "Data Scientist", "Legal Counsel", "Field Service Lead",
)  # fmt: skip
RELATIONS = ("peer", "stakeholder", "customer", "manager")
UNITS = ("days", "hours", "%", "tickets a month", "per 1,000", "minutes", "EUR", "steps", "visits")

_THINGS = """
account address adapter agreement alarm archive audit backlog balance batch benchmark bill
boiler box budget building cable calendar certificate channel claim clerk code contract
correction counter cover credit customer dashboard deadline deposit device district door draft
engine envelope error estimate export fault feature field filter firmware flow forecast form
formula gateway grid guarantee handover heater hotline house import inbox index install
instrument interface inventory invoice journey kit label landlord ledger letter licence list
loan lock log map market menu meter migration mirror model module network note notice number
office order outage owner package panel parcel partner patch payment penalty permit phone pilot
pipe plan platform portal price probe process promise proposal protocol pump purchase quarter
query queue quote radio rate reading receipt record refund region release reminder rental report
request reserve risk route rule sample schedule score screen script sensor service signal site
spreadsheet statement station step store street substation supplier survey switch system table
tariff task team template tenant test ticket token tool tower transfer upload utility valve van
variant vendor version visit voucher warehouse warning water window workshop zone
"""
_KINDS = """
accurate annual automatic blank boring broken careful central cheap clear cold common complete
confusing consistent costly daily dated deep direct double early empty exact expensive external
familiar fast final flat foreign fragile frequent friendly full hidden honest hourly idle
incomplete internal joint large late legal light local lost manual measured missing mixed modern
monthly narrow native new noisy obvious old open optional ordinary paper partial patient plain
portable predictable private public quiet random rare raw ready recent regional reliable remote
repeated rough safe seasonal secure shared short signed silent simple single slow small solid
spare stable stale steep strict sudden temporary thin tidy tiny total typical unclear unread
untested urgent useful usual vague visible vital weekly whole wide wrong yearly
"""
_DEEDS = """
accepted adapted added allowed answered approved arranged avoided balanced blocked booked
borrowed bought built cancelled chased checked chose cleaned closed collected compared copied
corrected counted covered cut defended delayed deleted described designed discovered doubled
drafted dropped earned ended enforced explained extended fixed followed found framed funded
gathered halved hid hired ignored improved invited joined kept launched learned limited linked
listed mapped measured mended merged missed moved named negotiated noticed opened ordered paid
paused piloted planned postponed priced printed proved published questioned raised ranked read
rebuilt recorded reduced refused rehearsed removed renamed renewed repaired replaced reported
reviewed saved scheduled sent shipped shortened showed signed simplified skipped sold sorted
split started stopped studied swapped taught tested timed tracked trained trimmed trusted
updated used verified visited warned watched weighed withdrew wrote
"""
_PLACES = """
Aarhus Bergen Brno Bruges Cork Delft Essen Gdańsk Ghent Graz Kaunas Kiel Leeds Linz Lund Łódź
Malmö Namur Odense Oulu Porto Riga Tampere Tartu Turku Umeå Utrecht Växjö
"""
_FIRST_NAMES = """
Anaïs Bram Deniz Elif Henrik Ines Jonas Katarzyna Lars Mei Nkechi Oskar Priya Rasa Sofie Tomás
Ulla Wiktor Yusuf Zofia
"""
_LAST_NAMES = """
Aydın Brandt Castell Eriksen Fischer Grzelak Haddad Ito Jansen Kowal Lefèvre Mølgaard Nowicka
Okafor Petrauskaitė Quist Rossi Sørensen Thygesen Weidmann
"""

POOLS: Mapping[str, Sequence[str]] = {
    "first": _FIRST_NAMES.split(),
    "last": _LAST_NAMES.split(),
    "thing": _THINGS.split(),
    "kind": _KINDS.split(),
    "did": _DEEDS.split(),
    "place": _PLACES.split(),
}

TITLES = (
    "one {kind} {thing} in place of {few} {thing}s",
    "{thing}s that {place} can read without a {thing}",
    "the {kind} {thing} and the {thing} moved together",
    "from {many} {kind} {thing}s to {few}",
    "stopped the {kind} {thing} before it reached {place}",
    "a {thing} for every {thing} in {place}",
)
SITUATIONS = (
    "{place} {did} each {kind} {thing} by hand, and a {kind} {thing} cost {few} days.",
    "no {thing} told us whether the {thing} or the {kind} {thing} was at fault.",
    "{many} {kind} {thing}s waited for a {thing} that nobody {did}.",
    "{first} {last} had {did} the {thing} in spring; by autumn {place} {did} a {kind} {thing}.",
    "the {kind} {thing} broke whenever a {thing} from {place} met a {kind} {thing}.",
    "{share} % of the {thing}s came with a {kind} {thing}, and support {did} the rest.",
    "two teams {did} the same {thing}, one for {place} and one for the {kind} {thing}.",
    "customers with a {kind} {thing} {did} {few} {thing}s before they met a {thing}.",
)
ACTIONS = (
    "I {did} the {kind} {thing} with {first} {last}, and **left the {thing} to {place}**.",
    "**my part** was the {thing} and the {kind} {thing}; {first}'s team {did} the {thing}.",
    "I {did} {few} {thing}s beside the clerks in {place} before anyone {did} a {kind} {thing}.",
    "the rule was *no {kind} {thing} without a {thing}*, which {first} {last} {did}.",
    "every week I {did} what was {kind}, what was {kind}, and each {thing} by its `{thing}` id.",
    "we {did} a {kind} {thing} against {many} {thing}s from {place}, and {did} the {kind} one.",
    "I {did} the {thing} out loud, although it cost a {kind} {thing} and one {thing}.",
    "with {place} I {did} a {thing} for the {kind} months, so that no {thing} was {kind}.",
)
STEPS = (
    "{did} the {kind} {thing} in {place};",
    "{did} **{many} {thing}s**, the {kind} ones first;",
    "{did} every {thing} with a {kind} {thing};",
    "asked {first} {last} for a {kind} {thing};",
    "{did} {few} {thing}s and *one {thing}*;",
    "turned a {kind} {thing} into a {thing} for {place};",
)
RESULTS = (
    "{kind} {thing}s fell by **{share} %** in {few} months, in {place} first.",
    "{place} {did} the {thing} alone since; my {kind} {thing} is {few} months old.",
    "{many} {thing}s went through the {kind} {thing}, and {few} did not.",
    "a {kind} {thing} remains: *{place} still {did} the {thing}*.",
    "{first} {last} {did} the same {thing} for the {kind} {thing} a quarter later.",
    "leadership {did} a {kind} {thing}, and the {thing} was {did} in {place}.",
    "one {thing} came {few} weeks late, since the {thing} was more {kind} than the {thing}.",
)
QUOTES = (
    "we had {did} a {kind} {thing} for {few} years, and nobody {did} the {thing}.",
    "the {thing} is {kind} now. In {place} we {did} it twice before and got a {kind} {thing}.",
    "{first} {last} asked which {thing} we would miss, and {did} the {kind} one.",
    "I {did} against the {thing}, and {few} months later my {thing} was {kind}.",
    "it saves {place} a {kind} {thing} every week, and the {thing} stays {kind}.",
    "what I copy is the {kind} {thing}: a {thing}, a {thing} and one name.",
)
MEASURES = ("{kind} {thing}s in {place}", "time to a {kind} {thing}", "{thing}s per {thing}")
METHODS = ("{few} {kind} {thing}s, counted in {place}", "{thing} log against the {kind} {thing}")
DOCUMENTS = ("{kind} {thing} of {place}", "{thing} and {thing}, version {few}", "the {thing} paper")

"""Words and patterns that the prose rules look for: data, in English and some in German."""

from __future__ import annotations

import re

from promo.linting.patterns import pattern


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))


# PR101: who did it, where it is not the candidate. "They told us" leaves that open.
WE = pattern(
    r"\b(?:[Ww]e(?! (?:aim|expect|hope|intend|plan)\b)"
    r"(?! had (?:agreed|asked|expected|feared|hoped|planned|promised|thought)\b)"
    r"|[Oo]ur (?:\w+ )?(?:team|squad|group|department|unit)|The (?:\w+ )?(?:team|squad)"
    r"(?! (?:at|has|is|of|that|was|which|who)\b)|[Ww]ir"
    r"|[Uu]nser(?:e[mnrs]?)? (?:Team|Gruppe|Abteilung))\b"
)
OWN = pattern(r"\b(?:I(?!-)|[Mm]y|me|mine|[Mm]yself|[Ii]ch|[Mm]eine?[mnrs]?|[Mm]ir|mich)\b")
# "Wrote the plan": many leave their "I" out. "Asked by Legal, we wrote" has its subject.
UNSAID_I = pattern(
    r"^\W*(?:\d+[.)]\s+)?(?:\w+ly\s+|[Tt]hen\s+)?"
    r"(?!(?:based|bed|combined|embed|feed|indeed|need|seed|shared|speed|united)\b)"
    r"(?:[a-z]{2,20}ed|began|bought|brought|built|caught|chose|cut|drew|fought|found|gave|got|grew"
    r"|held|kept|led|made|met|put|ran|read|rewrote|sat|saw|sent|set|sold|spent|spoke|split|taught"
    r"|told|took|went|won|wrote)\b"
    r"(?![^.;]{0,200},\s+(?:we|our|the team)\b)",
    re.IGNORECASE,
)
# `Phase I` is no "I", nor is "my manager".
NUMERAL = pattern(
    r"\b(?:(?:[Pp]hase|[Pp]art|[Tt]ier|[Vv]olume|[Tt]ype|[Cc]lass|[Ll]evel) I"
    r"|[Mm]y (?:boss|colleagues?|company|department|director|employer|manager|team))\b"
)

# PR102. Each is vague whatever stands beside it.
WEASELS = _phrases(
    """
    a bit of, a lot, a number of, a range of, a variety of, a wide range of, above and beyond,
    additional responsibilities, and so on, assisted with, best-in-class, bleeding-edge,
    contributed to, cutting-edge, diverse set of, drive adoption, drive impact, drove alignment,
    drove impact, etc, game-changing, heavily involved, helped out, helped to, helped with,
    high-quality, in various ways, instrumental in, involved in, leveraged, moved the needle,
    next-generation, numerous, participated in, played a crucial role, played a key role,
    played a pivotal role, played a role, played a vital role, played an important role,
    provided support, quite, really, seamless, seamlessly, significant impact, somewhat,
    stakeholder alignment, state-of-the-art, strategic initiatives, synergies, synergy, tons of,
    valuable input, various, very, was part of, were part of, world-class, diverse, diverser,
    maßgeblich, usw, verschiedene, verschiedenen, zahlreiche, zahlreichen
    """
)
# Vague only where the sentence has no number.
DEGREES = _phrases(
    """
    better, considerably, deutlich, dramatically, drastically, enormously, erheblich, extensively,
    greatly, hugely, immensely, many, massively, much better, much easier, much faster,
    much higher, much less, much lower, much more, much simpler, much smoother, noticeably,
    several, significant, significantly, smoother, smoothly, strongly,
    substantially, successfully, tremendously, vastly, wesentlich
    """
)
NOT_VAGUE = _phrases(
    """
    as many as, as much as, everyone involved in, for the better, how many, how much,
    much less than, much more than, not many, people involved in, so many,
    statistically significant, statistically significantly, the very, those involved in, too many,
    too much
    """
)
# Vague only where it is what the candidate did, and the sentence has no number.
WEAK = _phrases(
    """
    assisted, collaborated, helped, liaised, participated, supported, took part, tried, worked on
    """
)

# PR103 and PR104.
NUMERALS = _words(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    thousand million dozen half halved doubled tripled quadrupled twice
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf halbiert verdoppelt
    """
)
COUNT_WORDS = NUMERALS | _words(
    """
    all both each eighth every everybody everyone fifth never nobody none no nothing one
    third thirds zero only alle beide kein keine keinen
    """
)
NO_MEASURE = pattern(
    r"\b(?:19|20)\d\d\b(?:-\d\d(?:-\d\d)?)?|\b[QHqh][1-4]\b|\b[vV]\d[\d.]*"
    r"|\b(?:[Vv]ersions?|[Pp]hases?|[Ll]evels?|[Tt]iers?|[Pp]arts?|[Ss]teps?|[Ww]eeks?|[Rr]eleases?"
    r"|[Bb]uilding|[Rr]oom|[Ss]print|[Ww]ard|Android|DIN|IEC|ISO|PCI|Python|RFC|SOC|Windows|iOS)"
    r" \d[\d.]*|\bFY ?\d\d(?:\d\d)?\b|\b(?:[Pp]\d\d|B2[BC]|CO2|K8s|OAuth2?|S3|3D|2FA|24/7)\b"
    r"|\b\d{1,2}\.? (?:Jan|Feb|Mar|Apr|May|Mai|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dec|Dez)\w*"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{1,2}\b|\b[A-Z]{2,}-\d+|#\d+"
)
CHANGED = (
    r"(?:cuts?|reduced|raised|grew|increased|decreased|improved|rose|fell|dropped|lowered|shortened"
    r"|went (?:up|down)|shrank|boosted|lifted|sank|stieg|gesenkt|senkte|erhöhte"
    r"|brought\b[^.;\n]{0,80}?\b(?:down|up))"
)
NUMBER = r"\d[\d.,  ]{0,20}\d|\d"
MONEY = r"(?:(?:[$€£₹]|(?:CHF|EUR|GBP|INR|Rs\.?|USD)\b)\s?)?"
NUMBER_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|eighty|ninety)\b"
)
COMPARED = pattern(
    r"\b(?:from|instead of|before|was|were|had been|compared|versus|vs|against|rather than|than"
    r"|had (?:cost|needed|taken)|used to|took|formerly|previously|the (?:year|month) before"
    r"|baseline|von|statt|vorher|bisher|zuvor|gegenüber)\b",
    re.IGNORECASE,
)
IS_CHANGE = pattern(
    r"^\s*[+±−–-]\s?\d"
    r"|\b(?:from|by|fewer|more|less|lower|higher|faster|slower|down|up|instead|was|before|doubled"
    r"|halved|tripled|twice|times|saved|added|gained|mehr|weniger|statt|von|zero|none|first)\b",
    re.IGNORECASE,
)

# PR105: what a bare number may count, beside plurals.
UNITLESS = _words(
    """
    anzahl attendance audience backlog count crew csat enrollment enrolment grade group headcount
    index list log membership nps number people percentile queue quote rank rating ratio score
    squad staff team total
    """
)
NO_PLURALS = _words(
    """
    access across address always analysis apps as basis bias business class close
    compliance consensus cost costs crisis does earnings economics express has is less
    logistics losses ms plus press process progress revenues sales savings series
    status success this times us various was expenses fees
    """
)
UNIT = pattern(
    r"[%‰€$£°]|\bout of \d"
    r"|\b(?:per cent|percent|prozent|points?|pp|bps|ms|s|sec(?:onds?)?|min(?:utes?)?|h|hours?"
    r"|days?|weeks?|months?|quarters?|years?|eur|usd|gbp|chf|kb|mb|gb|tb|kg|km|kwh|fte|per|stunden?"
    r"|tage?|wochen?|monate?|minuten?|sekunden?|jahre?)\b",
    re.IGNORECASE,
)

# PR106: a time that stands in the words of a metric.
WINDOW = pattern(
    r"\b(?:19|20)\d\d\b|\b[QH][1-4]\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:last|first|previous|next|within|over|for|in) (?!an? )(?:the )?(?:(?:last|first) )?\w+ "
    r"(?:days?|weeks?|months?|quarters?|years?)\b|\b(?:since|between)\b"
    r"|\b(?:days?|weeks?|months?|quarters?|years?) (?:before|after)\b"
    r"|\b(?:this|last) (?:week|month|quarter|year)\b",
    re.IGNORECASE,
)

# PR107: what is itself measured in per cent.
RATES = (
    r"(?:accuracy|adoption|attrition|availability|bounce|churn|click-through|compliance|conversion"
    r"|coverage|engagement|margin|occupancy|penetration|precision|rate|recall|retention|share"
    r"|take-up|uptake|uptime|utili[sz]ation|\w{0,20}quote|Anteil|Marge)"
)
POINTS = pattern(
    r"\b(?:(?:percentage|per cent|percent) points?|pp|ppt|p\.p\.|basis points?|bps|Prozentpunkte?n?"
    r"|relative(?:ly)?|points)\b",
    re.IGNORECASE,
)

# PR108. "Launched in May" tells of the thing, "led by Dana" of her, and anyone runs a test.
LEADING = (
    r"(?:(?:led|owned|headed|directed|managed)(?! by\b| services\b)|drove(?! \d)|spearheaded"
    r"|ran(?! (?:the |an? |\d+ )?(?:checks?|interviews?|quer(?:y|ies)|reports?|scripts?|tests?)\b)"
    r"|founded|architected"
    r"|launched(?! (?:at|in|on|to)\b)|established|orchestrated|was responsible for"
    r"|was accountable for|took charge of|was in charge of|leitete"
    r"|(?:been )?(?:directing|driving|heading|leading|managing|owning|running) (?:an?|our|the)\b"
    r"|(?:head|owner) of|(?:am|was) the (?:head|lead|owner))"
)

# PR109. What is meant to come, and what is not yet through.
FUTURE = pattern(
    r"\b(?:(?:will|shall) (?!of\b|to\b)(?:\w+ly )?\w+|(?:is|are|am) going to"
    r"|(?:is|are) (?:\w+ly )?(?:expected|planned|scheduled|projected|set|due|on track|meant)"
    r" (?:to|for)|(?:I|we) expect"
    r"|expected to|projected to|^planned (?:to|for)|(?:plans?|aims?|hopes?|intends?) to"
    r"|on track (?:to|for)|in progress"
    r"|under way|underway|ongoing|work continues|(?:is|are) (?:still )?being \w+ed"
    r"|currently (?:being )?\w+(?:ing|ed)|(?!100)\d+%? (?:complete|done|finished)"
    r"|still (?:in|under) (?:beta|development|discussion|pilot|review|test|testing|work)"
    r"|(?:it|that|this|which) (?:could|might|would) (?:also )?(?:bring|cut|free|halve|lower|raise"
    r"|reduce|save)"
    r"|(?:has|have) the potential to|ready to (?:go live|launch|roll out|ship)|to follow"
    r"|(?:is|are) about to|estimated (?:gains?|savings?)|scheduled for|upcoming"
    r"|(?:is|are) still (?:running|rolling|building|working|open)"
    r"|(?:next|coming) (?:quarter|year|month|half)"
    r"|to be (?:done|finished|launched|shipped|completed|confirmed)|soon"
    r"|(?:is|are|remains?|still) pending|pending (?:approval|review)"
    r"|should (?:be|save|cut|bring|reduce|give|lead)|soll(?:en)?|wird|werden|geplant|demnächst)\b",
    re.IGNORECASE,
)
NOT_FUTURE = pattern(
    r"(?-i:\bWill [A-Z]\w+)"  # Turner
    r"|\b(?:if|that|when|whenever|which|while|who)\b[^.;,]{0,60}?\bbeing \w+ed"
    r"|\b(?:than|was|were|had been|as|originally|initially|we|I|been) (?:first )?"
    r"(?:expected|planned|projected|scheduled)"
    r"|\b(?:no|nothing|none|not)\b[^.;,]{0,30}\b(?:pending|in progress|ongoing"
    r"|soon|under way)|\bas soon as\b|\bso that\b.*|\bwhich (?:was|were)\b|\b(?:wurde|worden|as)"
    r" (?:soon|geplant)\b|\b(?:how|if|what|when|where|whether)\b[^.;]{0,60}?\bwill\b|\bI will not\b"
    r"|\bongoing (?:costs?|fees?|expenses)\b"
    r"|\bplans? to\b[^.;]{0,60}?\b(?:was|were) (?:dropped|given up|stopped)\b",
    re.IGNORECASE,
)

# LP005, and what a committee asks: what was given up or decided against.
TRADE_OFFS = pattern(
    r"\b(?:trade[- ]?offs?|instead|in place of|rather than|in favou?r of|chose|chosen|weighed"
    r"|gave up|given up|giving up|at the (?:cost|price|expense) of|cost (?:us|me)"
    r"|(?:it|this|that|which) costs? (?!less)|in exchange for|cut (?:the )?scope"
    r"|dropped (?:the|my|our|both|two|three|four)|left (?:[\w-]+ ){0,4}out|leaving out|put off"
    r"|decided against|turned down|rejected|postponed|deferred|h[eo]ld back|did not build"
    r"|accepted (?:that|a|the)|said no|recommended (?:stopping|to (?:stop|wait))|would stop"
    r"|(?:two|three|four|five|several) (?:other )?(?:options|ways|ideas|approaches|splits)"
    r"|alternatives?|compromis\w+|sacrific\w+"
    r"|statt|anstatt|stattdessen|anstelle|zugunsten|zulasten|verzicht\w*|abgewogen|abwäg\w+"
    r"|abgelehnt|verworfen|verschoben|zurückgestellt|alternativen?"
    r"|kompromiss\w*|gegen \w+ entschieden)\b",
    re.IGNORECASE,
)

# PR112: acronyms that every committee knows, and words that only look like one.
KNOWN = _words(
    """
    AC ADHD AI AIDS AM API APAC AWS BA BBC BMW BSC CAD CCTV CD CEO CET CFO CHF CI CIO CMS CNN COO
    COVID CPO CPU CRM CSS CSV CT CTO CV DC DIN DIY DNA DNS DOC DVD ECG EKG EMEA EST ETA EU EUR EURO
    FAQ FBI FIFA FTP FYI GB GBP GDPR GIF GMT GP GPS GPU GUI HDMI HIPAA HIV HQ HR HTML HTTP HTTPS
    IBM ICU ID IEC II III IKEA INC INR IO IP IPO IQ ISO IST IT IV IX JPEG JPY JSON KB KFC KPI LA
    LAN LED LGBT LLC LTD MB MBA MIT MRI MSC NASA NATO NGO NHS NPS NYC OECD OK OS PC PCR PDF PHD
    PHP PIN PM PNG PPE PPT PR PST QA QR RAM README RNA ROI RSS RSVP SAP SAS SDK SEO SIM SLA SMS SOS
    SQL SSD SSL SSO SUV SVG TB TCP TLS TV UAE UEFA UI UK UN UNESCO UNICEF URL US USA USB USD UTC UX
    VAT VI VII VIII VP VPN VS WC WHO WIFI WTO XLS XLSX XML XX YAML ZIP AT&T H&M M&A P&L Q&A R&D
    AND ALL ANY ARE BUT BY DO DONE FOR FROM HIGH IN IS LOW MUST NEVER NEW NO NOT OF ON ONE OR
    OUR THE TO TODO TBD WAS WE WHY YES AG GMBH KG SA SE DACH DE AT CH
    FTE GW GWH KEUR KW KWH MEUR MW MWH TEUR TWH
    """
)

# PR112: what stands behind the name of a team or a body.
BODIES = _words("award chapter conference crew department desk group guild office squad team unit")

# PR115: what is quoted as it stands, as nobody said it.
TERMS = pattern(
    r"\b(?:articles?|banner|book|button|called|chapter|column|course|entitled|error(?: message)?"
    r"|essay"
    r"|field|film|form|guide|heading|headline|hint|label(?:led)?|lecture|line|link|motto|named?"
    r"|notice|page|paper|poster|post|prompt|question|renamed|reads|rule|section|series"
    r"|session|sign|slide|slogan|step|subject|survey (?:asks|asked)|talks?|task|text|titled?"
    r"|tutorial|video|warning|workshop|Frage|Titel|Vortrag)[\s,:(]*\Z",
    re.IGNORECASE,
)
# PR115: capitals that name nobody.
NOBODY = _words("They He She It One Someone Somebody People Customers We Users Clients Partners")
DAYS = _words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Montag Dienstag Januar Februar März
    """
)

# PR116.
PRIVATE_MARKS = (
    *("file:", "localhost", "127.", "0.0.0.0", "[::1]", "//10.", "192.168.", "//172.", ".local"),
    *("//mail.", "outlook.", "preview=", "draft", "/users/", "/home/", "~/", ":\\", "\\\\"),
    ".ngrok",
)
PRIVATE_PLACE = (
    r"file:/+\S*|\bhttps?://(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+"
    r"|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|[\w-]{1,60}\.local)(?=[:/\s)>\]]|$)\S*"
    r"|\blocalhost:\d+\S*|\bhttps?://mail\.google\.com/\S+"
    r"|\bhttps?://outlook\.(?:office|live)[\w.]{0,30}/mail/\S*"
    r"|\bhttps?://\S{0,500}(?:[?&](?:preview|draft)=(?!false|0)|/drafts?(?![\w-]))\S*"
    r"|(?<![\w/.:#])(?:/(?:Users|home)/[\w.-]+/\S*|~/[\w.-]+\S*)|\b[A-Za-z]:\\[\w.-]+\\\S*"
    r"|\b[A-Za-z]:\\[\w.-]+\.\w{2,5}\b|\bhttps?://[\w-]{1,60}\.ngrok(?:-free)?\.(?:app|dev|io)\S*"
    r"|(?<!\S)\\\\[\w.-]+\\\S+"
)

# PR114: words that make no two items alike.
COMMON = _words(
    """
    a about after all also an and are as at be been before but by each for from had has have i in
    into is it its more my new no not of on one or our out over so than that the their them then
    there these they this to two under up was we were what when which who will with without
    """
)

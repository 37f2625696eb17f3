"""Words and patterns that the prose rules look for: data, in English and some in German."""

from __future__ import annotations

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in listed.split(","))


# PR101. `US` is a country and `Phase I` a numeral.
WE = re.compile(r"\b(?:[Ww]e|us|[Oo]urselves|[Oo]ur (?:team|squad|group)|[Ww]ir|uns|[Tt]he team)\b")
OWN = re.compile(r"\b(?:I(?!-)|[Mm]y|me|mine|[Mm]yself|[Ii]ch|[Mm]eine?[mnrs]?|[Mm]ir|mich)\b")
NUMERAL = re.compile(r"\b(?:[Pp]hase|[Pp]art|[Tt]ier|[Vv]olume|[Tt]ype|[Cc]lass|[Ll]evel) I\b")

# PR102. Each is vague whatever stands beside it.
WEASELS = _phrases(
    """
    a bit of, a lot, a number of, a range of, a variety of, and so on, assisted with,
    best-in-class, bleeding-edge, contributed to, cutting-edge, diverse set of, drove alignment,
    etc, game-changing, heavily involved, helped out, helped to, helped with, high-quality,
    in various ways, instrumental in, involved in, kind of, leveraged, moved the needle,
    next-generation, numerous, participated in, played a key role, played a role, quite, really,
    somewhat, sort of, state-of-the-art, synergies, synergy, tons of, various, very, was part of,
    were part of, world-class, diverse, diverser, maßgeblich beteiligt, usw, verschiedene,
    verschiedenen, zahlreiche, zahlreichen
    """
)
# Vague only where the sentence has no number.
DEGREES = _phrases(
    """
    better, considerably, deutlich, dramatically, drastically, enormously, erheblich, extensively,
    greatly, hugely, immensely, massively, much better, much easier, much faster, much higher,
    much less, much lower, much more, much simpler, much smoother, noticeably, several,
    significantly, smoother, smoothly, strongly, substantially, successfully, tremendously,
    vastly, wesentlich
    """
)
NOT_VAGUE = _phrases(
    """
    a kind of, any kind of, as much as, each kind of, every kind of, for the better, how much,
    much less than, much more than, statistically significantly, that kind of, the kind of,
    this kind of, too much, what kind of, which kind of
    """
)

# PR103 and PR104.
COUNT_WORDS = _words(
    """
    all both doubled each eight eighth eleven every everybody everyone five four half
    halved hundred million never nine nobody none no nothing one quadrupled seven six
    sixteen ten third thirds thousand three tripled twelve twenty twice two zero
    thirty forty fifty only alle beide drei fünf halbiert kein keine keinen sechs
    verdoppelt vier zwei zwölf
    """
)
NO_MEASURE = re.compile(
    r"\b(?:19|20)\d\d\b(?:-\d\d(?:-\d\d)?)?|\b[QHqh][1-4]\b|\b[vV]\d[\d.]*"
    r"|\b(?:[Vv]ersions?|[Pp]hases?|[Ll]evels?|[Tt]iers?|[Pp]arts?|[Ss]teps?|[Ww]eeks?|[Rr]eleases?)"
    r" \d[\d.]*|\b\d{1,2}\.? (?:Jan|Feb|Mar|Apr|May|Mai|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dec|Dez)\w*"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{1,2}\b|\b[A-Z]{2,}-\d+|#\d+"
)
CHANGED = (
    r"(?:cuts?|reduced|raised|grew|increased|decreased|improved|rose|fell|dropped|lowered|shortened"
    r"|went (?:up|down)|shrank|boosted|lifted|sank|stieg|gesenkt|senkte|erhöhte)"
)
NUMBER = r"\d[\d.,  ]{0,20}\d|\d"
COMPARED = re.compile(
    r"\b(?:from|instead of|before|was|were|had been|compared|versus|vs|against|rather than|than"
    r"|baseline|von|statt|vorher|gegenüber)\b",
    re.IGNORECASE,
)
IS_CHANGE = re.compile(
    r"^\s*[+±−–-]\s?\d"
    r"|\b(?:from|by|fewer|more|less|lower|higher|faster|slower|down|up|instead|was|before|doubled"
    r"|halved|tripled|twice|times|saved|added|gained|mehr|weniger|statt|von|zero|none|first)\b",
    re.IGNORECASE,
)

# PR105: what a bare number may count, beside plurals.
UNITLESS = _words(
    """
    anzahl count csat grade headcount index log nps number people percentile quote
    rank rating ratio score staff total
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
UNIT = re.compile(
    r"[%‰€$£°]|\b(?:per cent|percent|prozent|points?|pp|bps|ms|s|sec(?:onds?)?|min(?:utes?)?|h"
    r"|hours?"
    r"|days?|weeks?|months?|quarters?|years?|eur|usd|gbp|chf|kb|mb|gb|tb|kg|km|kwh|fte|per|stunden?"
    r"|tage?|wochen?|monate?|minuten?|sekunden?|jahre?)\b",
    re.IGNORECASE,
)

# PR106: a time that stands in the words of a metric.
WINDOW = re.compile(
    r"\b(?:19|20)\d\d\b|\b[QH][1-4]\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:last|first|previous|next|within|over|for|in) (?!an? )(?:the )?(?:(?:last|first) )?\w+ "
    r"(?:days?|weeks?|months?|quarters?|years?)\b|\b(?:since|between)\b"
    r"|\b(?:days?|weeks?|months?|quarters?|years?) (?:before|after)\b"
    r"|\b(?:this|last) (?:week|month|quarter|year)\b",
    re.IGNORECASE,
)

# PR107: what is itself measured in per cent.
RATES = (
    r"(?:adoption|attrition|availability|bounce|churn|click-through|coverage|conversion|engagement"
    r"|error rate|failure rate|fill rate|margin|market share|open rate|penetration|rate|retention"
    r"|share|uptime|utili[sz]ation|win rate)"
)
POINTS = re.compile(
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
    r"|was accountable for|took charge of|leitete)"
)

# PR109. What is meant to come, and what is not yet through.
FUTURE = re.compile(
    r"\b(?:(?:will|shall) (?!of\b|to\b)(?:\w+ly )?\w+|(?:is|are|am) going to"
    r"|(?:is|are) (?:\w+ly )?(?:expected|planned|scheduled|projected|set|due|on track|meant)"
    r" (?:to|for)"
    r"|expected to|projected to|(?:plans?|aims?|hopes?|intends?) to|on track (?:to|for)|in progress"
    r"|under way|underway|ongoing|work continues|(?:is|are) (?:still )?being \w+ed"
    r"|(?:is|are) still (?:running|rolling|building|working|open|in)"
    r"|(?:next|coming) (?:quarter|year|month|half)"
    r"|to be (?:done|finished|launched|shipped|completed|confirmed)|pending|soon"
    r"|should (?:be|save|cut|bring|reduce|give|lead)|wird|werden|geplant|demnächst)\b",
    re.IGNORECASE,
)
NOT_FUTURE = re.compile(
    r"\b(?:than|was|were|had been|as|originally|initially|we|I|been) (?:first )?(?:expected|planned"
    r"|projected|scheduled)|\b(?:no|nothing|none|not)\b[^.;,]{0,30}\b(?:pending|in progress|ongoing"
    r"|soon|under way)|\bas soon as\b|\bso that\b.*|\bwhich (?:was|were)\b|\b(?:wurde|worden|as)"
    r" (?:soon|geplant)\b|\bwhether\b[^.;]{0,60}?\bwill\b|\bI will not\b"
    r"|\bongoing (?:costs?|fees?|expenses)\b"
    r"|\bplans? to\b[^.;]{0,60}?\b(?:was|were) (?:dropped|given up|stopped)\b",
    re.IGNORECASE,
)

# PR112: acronyms that every committee knows, and words that only look like one.
KNOWN = _words(
    """
    AI AM API APIs AWS B2B B2C CAD CD CEO CFO CHF CI CIO COO CPO CPU CRM CSS CSV CTO CV DIY DNS
    DOC EMEA EST EU EUR EURO FAQ FAQs FTP GB GBP GDPR GMT GPS GPU HQ HR HTML HTTP HTTPS IBM ID IDs
    II III INC IO IP IPO IQ ISO IT IV IX JPEG JSON KB KPI KPIs LLC LTD MB NASA NATO OK OS PC PCs
    PDF PDFs PHP PIN PM PMs PNG PR PRs QA QR RAM ROI SAP SAS SDK SDKs SEO SMS SQL SSD SSL SSO TB
    TLS TV UI UK UN URL URLs US USA USB USD UTC UX VI VII VIII VP VPs VPN VS WIFI XLS XML XX YAML
    ZIP AND ALL ANY ARE BUT BY DO DONE FOR FROM HIGH IN IS LOW MUST NEVER NEW NO NOT OF ON ONE OR
    OUR THE TO TODO TBD WAS WE WHY YES AG GMBH SA SE DACH DE AT CH
    FTE FTEs GW GWH KEUR KW KWH MEUR MW MWH TEUR TWH
    """
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
)
PRIVATE_PLACE = (
    r"file:/+\S*|\bhttps?://(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|10\.\d+\.\d+\.\d+"
    r"|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|[\w-]{1,60}\.local)(?=[:/\s)>\]]|$)\S*"
    r"|\blocalhost:\d+\S*|\bhttps?://mail\.google\.com/\S+"
    r"|\bhttps?://outlook\.(?:office|live)[\w.]{0,30}/mail/\S*"
    r"|\bhttps?://\S{0,500}(?:[?&](?:preview|draft)=(?!false|0)|/drafts?(?![\w-]))\S*"
    r"|(?<![\w/.:#])(?:/(?:Users|home)/[\w.-]+\S*|~/[\w.-]+\S*)|\b[A-Za-z]:\\[\w.-]\S*"
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

"""Why each rule of prose and each check of amazon-lp is told."""

from __future__ import annotations

from promo.explaining.table import Why

PROSE = {
    "PR101": Why(
        "A committee promotes one person. Where a text says only “we”, it cannot tell what that "
        "person did, and the first question will be: what was your part? “Wrote the plan” needs no "
        "“I”: it is taken for an own part.",
        "We moved billing to one ledger.",
        "I wrote the order of the steps and the tests; Payments moved the data.",
    ),
    "PR102": Why(
        "Words that fit any work tell nothing about this one. Words of degree (many, much faster) "
        "and of lending a hand (supported, worked on) are told where the sentence has no number.",
        "Helped with various improvements; the build is significantly faster.",
        "I removed two of the five build steps; a build takes 12 minutes instead of 40.",
    ),
    "PR103": Why(
        "A result in words alone cannot be checked or compared. Years, quarters, versions and "
        "ticket numbers measure nothing, and are not taken for numbers.",
        "Onboarding became easier for merchants.",
        "Onboarding takes a merchant 2 days instead of 11.",
    ),
    "PR104": Why(
        "Four days is good news only for those who know that it was nineteen. A metric whose "
        "result tells a change, such as −28 minutes, is not asked for it.",
        "Cut the close to 4 days.",
        "Cut the close from 19 to 4 days.",
    ),
    "PR105": Why(
        "A bare number leaves open of what it is. A metric whose name counts things (incidents, "
        "number of plants) or holds the unit (latency in ms) is not asked for it.",
        "{name: launch time, baseline: 11, result: 4}",
        "{name: launch time, baseline: 11 weeks, result: 4 weeks}",
    ),
    "PR106": Why(
        "A good week is not a good year: without the window nobody knows which it was, or whether "
        "baseline and result were taken alike.",
        "{name: incidents, baseline: 9 a month, result: 2 a month}",
        "{name: incidents, baseline: 9 a month, result: 2 a month, window: 2026-01..2026-06}",
    ),
    "PR107": Why(
        "From 4% to 6% is two percentage points, and fifty per cent. A change of a rate told in "
        "per cent may be either, and the reader takes the smaller one.",
        "Raised conversion by 2%.",
        "Raised conversion from 4% to 6%, by two percentage points.",
    ),
    "PR108": Why(
        "“Led” beside `responsibility: contributor` makes a committee doubt both, and a claim that "
        "is too large taints the true ones.",
        "title: Led the move to one ledger, responsibility: contributor",
        "title: Tests for the move to one ledger, responsibility: contributor",
    ),
    "PR109": Why(
        "What is still to come is a plan. Committees look for it, and discount what stands beside.",
        "The tool will save 20 hours a week.",
        "Two of four plants save 5 hours a week each since May; the others are not yet on it.",
    ),
    "PR110": Why(
        "Praise and blame of a character are given unevenly, by gender and origin, and a committee "
        "can do nothing with them. Told where a person is meant: not outstanding invoices, nor in "
        "what the text quotes; in `quote:` it is, as you choose what to quote. Committee copies "
        "tell the same words, there too, as BL003.",
        "A passionate and helpful colleague.",
        "Answered 40 questions of the support desk in May; the desk now needs no on-call.",
    ),
    "PR111": Why(
        "Gender has no part in the decision. Told where the candidate is written about in the "
        "third person; a text that says “I” may speak of others, and quotes are other people's "
        "words. Committee copies tell every pronoun, as BL002.",
        "She moved four products onto one ledger.",
        "Priya moved four products onto one ledger.",
    ),
    "PR112": Why(
        "Some of the committee come from elsewhere. Common ones such as API, EU and KPI are known, "
        "one that stands for a team or a project needs no words, and one whose letters begin words "
        "of the file (mean time to repair) is spelled out.",
        "I set the SLO for checkout.",
        "I set the service level objective (SLO) for checkout.",
    ),
    "PR113": Why(
        "A committee has minutes for a case. 250 words are what the British Civil Service takes "
        "for one behaviour; promo counts situation, actions and result.",
        "An item with the whole story of the project, in 900 words.",
        "Situation, own part and result in 150 words, and a link to the design paper.",
    ),
    "PR114": Why(
        "One accomplishment told twice looks like padding, and counts twice by mistake. Two items "
        "are alike when they share three fifths of their words.",
        "“Retired the night batch”, and again “Night batch retired”.",
        "One item, with both competencies.",
    ),
    "PR115": Why(
        "Praise from nobody is not evidence. A quote of five words or more needs a name in its "
        "sentence, or after a dash. Questions need none, nor do the words of a title or a button.",
        "A customer said “this is the first bill that I understand”.",
        "Henrik Berg of Lyon Heat said “this is the first bill that I understand”.",
    ),
    "PR116": Why(
        "A link that the committee cannot open is as good as none: files of your own computer, "
        "localhost, addresses of a home network, mailboxes, drafts and previews.",
        "http://localhost:8080/plan",
        "https://wiki.example.com/plan",
    ),
}

RUBRIC = {
    "LP001": Why(
        "Check eq1. A goal is quantified when it has a number and a time. Of whom or what, a "
        "machine cannot tell: read it yourself.",
        "raise awareness of the feature",
        "8% more trial sign-ups among small sellers within one quarter",
    ),
    "LP002": Why(
        "Check eq2. Decided as far as a machine can: there are actions, and a result or a metric. "
        "Whether each action moved that number is for a person.",
        "a list of activities",
        "each activity beside the metric that it moved",
    ),
    "LP003": Why(
        "Check eq3. Facts about the market are no story: that has a pain, a response, a change.",
        "result: 40,000 EUR saved",
        "situation, actions and result, each in a sentence or two",
    ),
    "LP004": Why(
        "Check eq4. Follow-up questions go deeper, not wider: how was it measured, against what?",
        "result: 4 weeks",
        "baseline: 11 weeks, result: 4 weeks, method: release log",
    ),
    "LP005": Why(
        "Check eq5. A decision is known by what was given up for it. Looked for by its words: "
        "instead of, chose, gave up, left out, at the cost of …",
        "I built the importer.",
        "I built the importer instead of the editor, which cost us one tender.",
    ),
    "LP007": Why(
        "Check eq7. Results across functions need their people. Looked for by the names of "
        "functions, and by who corroborates.",
        "I did it.",
        "With Legal I wrote the clause; Operations ran the pilot.",
    ),
    "LP010": Why(
        "Check eq10, on the track pm. A solution that knows no limits is a paper one.",
        "no item tagged technical-tradeoffs or dive-deep",
        "competencies: [technical-tradeoffs]",
    ),
    "LP011": Why(
        "Check eq11, on the track pmm. Going to market is more than an advert.",
        "no item tagged go-to-market",
        "competencies: [go-to-market], with position, price, channel and promotion told",
    ),
    "LP012": Why(
        "Check eq12. One achievement must fit on a page, 400 words. More than one headline is no "
        "fault: packets ask for three.",
        "everything equal, no headline",
        "headline: true, and 180 words",
    ),
}

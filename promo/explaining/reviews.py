"""Why each finding about a review or a committee copy is told."""

from __future__ import annotations

from promo.explaining.table import Why

REVIEWS = {
    "RV001": Why(
        "Only a packet has a form whose answers are known.",
        "promo review our-form.docx",
        "promo review reviewed.docx",
    ),
    "RV002": Why("It may be damaged, protected or of another program."),
    "RV003": Why("It may ask what this promo has never heard of."),
    "RV004": Why("What was built is not known, so changes of the text cannot be told."),
    "RV005": Why("What it held is not in the review."),
    "RV006": Why("No answer is not the same as an empty one."),
    "RV007": Why(
        "Which one holds is not guessed.",
        "Meets, and below it Exceeds, both chosen",
        "one of the two",
    ),
    "RV008": Why("What another word means on the scale is not guessed."),
    "RV009": Why("Somebody has added it, and it answers no question of the form."),
    "RV010": Why("The ladder has changed since the packet was built."),
    "RV011": Why(
        "Another file has no answers to fill in.",
        "promo build evidence.yaml --review evidence.yaml",
        "promo build evidence.yaml --review review.yaml",
    ),
    "RV012": Why("Answers about one person would stand in the packet of another."),
    "RV013": Why("The answers may be to what is no longer there."),
    "RV014": Why(
        "One file holds what several people said of one packet.",
        "promo review reviewed.docx packet-of-bo.docx -o review-2.yaml",
        "promo review reviewed.docx -o review-2.yaml",
    ),
    "BL001": Why("A committee would read who it is."),
    "BL002": Why(
        "A pronoun tells a gender, and often the person.",
        "She moved the close to one log.",
        "I moved the close to one log.",
    ),
    "BL003": Why(
        "Praise of a person reads otherwise for different people.",
        "A passionate and helpful colleague.",
        "Answered 40 questions of the support desk in May.",
    ),
    "BL004": Why("A copy that names somebody, or a key that is lost, cannot be taken back."),
    "BL005": Why(
        "An address often holds the name of its owner.",
        "url: https://example.com/~ada-okafor/plan",
        "url: https://wiki.example.com/plan",
    ),
    "BL006": Why("Its codes stay codes: who is who is in another key."),
}

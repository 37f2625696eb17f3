"""Why a call is refused: files and outputs, collecting and tagging, two files side by side."""

from __future__ import annotations

from promo.explaining.table import Why

CALLS = {
    "CL001": Why(
        "A name that is mistyped would be an empty packet.",
        "promo check evidnce.yaml",
        "promo check evidence.yaml",
    ),
    "CL002": Why(
        "A folder may hold files that are no evidence; which ones are meant is not guessed.",
        "promo check people",
        "promo check people/*.yaml",
    ),
    "CL003": Why("Whatever is in it would be missing, silently."),
    "CL004": Why(
        "A folder that is mistyped would be made, and the packet looked for elsewhere.",
        "promo build evidence.yaml -o packets/ada.docx",
        "mkdir packets && promo build evidence.yaml -o packets/ada.docx",
    ),
    "CL005": Why(
        "It is somebody's own work.",
        "promo build evidence.yaml -o our-form.docx",
        "promo build evidence.yaml -o packet.docx",
    ),
    "CL006": Why(
        "Somebody has answered, commented or written in it.",
        "promo build evidence.yaml -o reviewed.docx",
        "promo build evidence.yaml -o reviewed.docx --carry-over",
    ),
    "CL007": Why("A link may lead to a file that nobody meant to replace."),
    "CL008": Why(
        "The second would replace the first.",
        "promo build 2025/ada.yaml 2026/ada.yaml -o out/",
        "promo build 2026/ada.yaml -o out/",
    ),
    "CL009": Why("A packet is written whole or not at all; what stood there is still there."),
    "CL010": Why(
        "One file cannot hold two packets.",
        "promo build people/*.yaml -o packet.docx",
        "promo build people/*.yaml -o out/",
    ),
    "CL011": Why(
        "What somebody has written in it would be gone.",
        "promo new evidence.yaml --target senior",
        "promo new evidence-2027.yaml --target senior",
    ),
    "CL012": Why(
        "A code that is mistyped has nothing to tell.", "promo explain PR1O4", "promo explain PR104"
    ),
    "CL013": Why(
        "Some libraries are for a few people, and the others do without them.",
        "--watch, where watchfiles is not installed",
        'pip install "promo-packet[watch]", and then --watch',
    ),
    "CO001": Why(
        "A draft without an item would look as if the work had been none.",
        "a page of headings without a line under them",
        "- 2026-03: Cut the close from 19 to 4 days",
    ),
    "CO002": Why(
        "What is read in the wrong way loses text.",
        "promo collect brag.html -o draft.yaml",
        "promo collect brag.md -o draft.yaml",
    ),
    "CO003": Why(
        "Which column tells what was done is not guessed.",
        "promo collect wins.csv -o draft.yaml",
        "promo collect wins.csv -o draft.yaml --map title=Thing,date=When",
    ),
    "CO004": Why(
        "A column that is mistyped would be left out of every item.",
        "promo collect wins.csv -o draft.yaml --map title=Thin",
        "promo collect wins.csv -o draft.yaml --map title=Thing",
    ),
    "CO005": Why(
        "Commits are read from a clone, with the history in it.",
        "promo collect people -o draft.yaml",
        "git clone …/payments, and promo collect payments -o draft.yaml",
    ),
    "CO006": Why(
        "A file that people keep is only added to, line by line; a list on one line would have to "
        "be written anew.",
        "evidence: [{title: One payment routing core}]",
        "evidence:, and below it - title: One payment routing core",
    ),
    "CO007": Why(
        "Recent work is asked for, and without a date nobody knows.",
        "- Cut the close from 19 to 4 days",
        "- 2026-03: Cut the close from 19 to 4 days",
    ),
    "CO008": Why("Its letters were read as the likeliest other encoding has them."),
    "CO009": Why(
        "A tag is a judgement, and nothing that was not asked is answered.",
        "promo tag evidence.yaml < answers.txt",
        "promo tag evidence.yaml --suggest",
    ),
    "DF001": Why(
        "What one person has done is not new evidence of another.",
        "promo diff people/ada.yaml people/bo.yaml",
        "promo diff 2025/ada.yaml 2026/ada.yaml",
    ),
    "DF002": Why("A program that saved the packet has dropped the record of what it counts."),
    "DF003": Why("Somebody may have changed what it counts, or only how it looks."),
}

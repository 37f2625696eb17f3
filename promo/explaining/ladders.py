"""Why each finding about a ladder, or about the import of one, is told."""

from __future__ import annotations

from promo.explaining.table import Why

LADDERS = {
    "LD001": Why(
        "Evidence is counted by one ladder, and the wrong one would count in silence.",
        "ladder: pm-ic-fve",
        "ladder: pm-ic-five",
    ),
    "LD002": Why(
        "A name that two levels answer to would be one of them by chance.",
        "levels: [{id: senior, aliases: [L5]}, {id: staff, aliases: [L5]}]",
        "levels: [{id: senior, aliases: [L5]}, {id: staff, aliases: [L6]}]",
    ),
    "LD003": Why(
        "Expectations of a level that there is not would be asked of nobody.",
        "expectations: {senoir: {craft: [Reviews what others write]}}",
        "expectations: {senior: {craft: [Reviews what others write]}}",
    ),
    "LD004": Why(
        "What it says would never end.",
        "extends: ladder.yaml, in ladder.yaml itself",
        "extends: pm-ic-five",
    ),
    "LD010": Why(
        "Nobody can be assessed at it.", "a level, and nothing in its cells", "a line each"
    ),
    "LD011": Why(
        "It would stand in every packet, and nothing would be known of it.",
        "a competency, and nothing in its cells",
        "a line at one level at least",
    ),
    "LD012": Why(
        "It was probably meant for another level, or for one that does not name it.",
        "levels: [{id: senior}, {id: staff, leads_to: [senior]}]",
        "levels: [{id: senior, leads_to: [staff]}, {id: staff}]",
    ),
    "LD013": Why(
        "Scope is what levels differ in most, and none is asked for.",
        "levels: [{id: senior}]",
        "levels: [{id: senior, scope: team}]",
    ),
    "LD014": Why(
        "A candidate looks for what is more at the next level.",
        "senior and staff: Reviews what others write",
        "staff: Sets how several teams review",
    ),
    "LD015": Why(
        "Two readers would take it in two ways, and no item shows it.",
        "Is a great communicator",
        "Writes each decision down for those who were not there",
    ),
    "IM001": Why(
        "Which words are levels is not guessed.",
        "a table without a heading or a column of levels",
        "--levels-in rows",
    ),
    "IM002": Why("Its letters would be others."),
    "IM003": Why(
        "What is read from a drawing of text loses which cell it stood in.",
        "promo ladder import ladder.pdf",
        "promo ladder import ladder.csv",
    ),
    "IM004": Why("A ladder is a few pages; more is a file that was not meant."),
    "IM005": Why(
        "Everything behind it would be one cell.",
        'Senior,"Reviews what others write',
        'Senior,"Reviews what others write"',
    ),
    "IM006": Why("It may be damaged, protected, or of another program."),
    "IM007": Why(
        "Few ladders are workbooks, and the others do without the reader.",
        "a file in .xlsx, where openpyxl is not installed",
        'pip install "promo-packet[xlsx]"',
    ),
    "IM008": Why("A ladder without a line would ask for nothing."),
    "IM009": Why("The levels were found, and what is asked of them stands elsewhere."),
    "IM010": Why(
        "Half of a file may be half of a ladder.",
        '{"levels": ["senior",]}',
        '{"levels": ["senior"]}',
    ),
    "IM011": Why(
        "A path that is mistyped would leave its column out.",
        "paths: {text: descripton}",
        "paths: {text: description}",
    ),
    "IM012": Why(
        "Which of the keys are levels and which are texts is not guessed.",
        "records, and no --map",
        "paths: {text: body, level: grade, competency: area}",
    ),
}

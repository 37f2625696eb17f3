"""Why each finding about a template or a theme is told."""

from __future__ import annotations

from promo.explaining.table import Why

TEMPLATES = {
    "TP001": Why(
        "It would print nothing where a name was meant.",
        "{{ candidate.nmae }}",
        "{{ candidate.name }}",
    ),
    "TP002": Why("It would be printed as it stands.", "{{ candidate.name", "{{ candidate.name }}"),
    "TP003": Why(
        "A table cannot stand within a line of text.",
        "Flags: {{ flags }}",
        "{{ flags }}, in a paragraph of its own",
    ),
    "TP004": Why(
        "Where it ends decides what is printed again.",
        "{% for fact in facts %}{{ fact.value }}",
        "{% for fact in facts %}{{ fact.value }}{% endfor %}",
    ),
    "TP005": Why(
        "What it was meant to print is not guessed.", "{{ candidate name }}", "{{ candidate.name }}"
    ),
    "TP006": Why("Its packets have promo's own look where a style is lacking."),
    "TP007": Why("Its looks were probably meant for promo's style, and are not used."),
    "TP008": Why(
        "A packet goes to many people, and none of them should be asked to run a program.",
        "our-form.docm",
        "our-form.docx",
    ),
    "TP009": Why(
        "Others would see a hole, and opening the packet would call another machine.",
        "Insert, Link to File",
        "Insert, This Device",
    ),
    "TP010": Why("Opening a packet would look for that file, on a drive that others do not have."),
    "TP011": Why(
        "It may be damaged, protected or of another program.",
        "our-form.doc",
        "our-form.docx",
    ),
    "TP012": Why(
        "A panel that does not see what is missing, or cannot sign, decides by less.",
        "a form without {{ flags }}",
        "{{ flags }}, in a paragraph of its own",
    ),
    "TP013": Why("They are about the form, and would stand in each packet."),
    "TP014": Why(
        "A packet would be filled into the packet of somebody else.",
        "promo build evidence.yaml --template packet.docx",
        "promo build evidence.yaml --template our-form.docx",
    ),
    "TP015": Why("A loop in a loop in a loop writes a document that nobody opens."),
    "TP016": Why("The packet would be half of one."),
    "TP017": Why("Word may refuse what is made from it, or mend it in its own way."),
    "TP018": Why("Word opens such a document in a mode that lacks newer fields."),
    "TP019": Why(
        "A name that is mistyped would be another look.",
        "promo build evidence.yaml --template brif",
        "promo build evidence.yaml --template brief",
    ),
    "TP020": Why(
        "It would do nothing, and look as if it did.",
        "promo build evidence.yaml --template our-form.docx --format md",
        "promo build evidence.yaml --template our-form.docx --format docx",
    ),
    "TP021": Why(
        "A template reads nothing but what lies beside it.",
        '{% include "../common/part.md" %}',
        '{% include "part.md" %}',
    ),
    "TP022": Why("Only Word knows on which page a heading stands."),
    "TP023": Why("They may read other files when somebody opens the packet."),
    "TP024": Why("Reviewers could not fill in its packets, nor comment on them."),
    "TP025": Why(
        "What was asked for has no place in this form.",
        "--questions, and no block for them",
        "{{ questions }}, in a paragraph of its own",
    ),
    "TH001": Why(
        "What a theme cannot have would leave the look that promo ships.",
        "accent: bluish",
        'accent: "#7A1F3D"',
    ),
    "TH002": Why(
        "A label that is mistyped would never be printed.",
        "labels: {heading.flgs: Open points}",
        "labels: {heading.flags: Open points}",
    ),
    "TH003": Why(
        "Headings in it are hard to read on white, and harder in print.",
        'accent: "#FFE08A"',
        'accent: "#7A1F3D"',
    ),
    "TH004": Why(
        "Not every Word shows other kinds of pictures.", "logo: logo.svg", "logo: logo.png"
    ),
    "TH005": Why("A form of your own is printed as it looks."),
    "TH006": Why(
        "A name that is mistyped would be another look.",
        "promo build evidence.yaml --theme them.yaml",
        "promo build evidence.yaml --theme theme.yaml",
    ),
}

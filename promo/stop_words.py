"""Words that say nothing of what a text is about, English and German, as data."""

from __future__ import annotations

_ENGLISH = (
    "a about above across after again all also am an and any are around as at away back be "
    "became because been before began being below between both but by came can could did do does "
    "doing done down during each either else every few first for from further gave get gets give "
    "given go goes got had has have having he her here hers him his how i if in into is it its "
    "just last made make makes many may me more most much must my new no nor not now of off on "
    "once one only or other our ours out over own per put said same see she should since so some "
    "such take takes than that the their them then there these they this those three through to "
    "together too took two under until up upon us use used uses using very was way we well were "
    "what when where which while who whom whose why will with within without would you your"
)
_GERMAN = (
    "aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei "
    "beide bin bis bist da damit dann das dass dazu dein dem den denn der des die dies diese "
    "diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er erst es "
    "etwas euch für gegen hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre "
    "ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine "
    "können machen man manche mehr mein meine meinem meinen meiner mich mir mit muss nach nicht "
    "nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so "
    "solche soll sowie über um und uns unser unsere unter viel vom von vor war waren was weil "
    "welche wenn werden wie wieder will wir wird wurde wurden zu zum zur zwei zwischen"
)
STOP_WORDS = frozenset(f"{_ENGLISH} {_GERMAN}".split())

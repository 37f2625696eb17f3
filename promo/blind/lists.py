"""Lists of words: what is no name by itself, what is a name only with a capital, months.

Lower case, without accents, as `promo.blind.spelling` folds words.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Particles, titles, and words too common to be told from a name by a capital.
# They belong to a name only beside another part of it, or where the whole name stands.
_PARTICLES = _words(
    """
    af al ap av aw ben bet bin bint da dal dall das de degli dei del dela dell della den der des di
    do dos du e el het ibn i la las le les los lo mac mc op san santa sant st t te ten ter til van
    vd ved vom von vor y z zu zum zur zu
    dr prof mr mrs ms mx miss sir dame lord lady herr frau madame monsieur senor senora jr jnr sr
    snr ii iii iv vi esq dipl ing
    a about after again all also am an and any are as at be been but by can did does down for from
    get go had has have he her here hers him his how if in into is it its just me more my no nor not
    now of off on once one only or other our out over own same she so some such than that the their
    them then there these they this those through to too under until up us very was we were what
    when where which while who why with you your
    als am an auf aus bei bis das dem den der des die ein eine er es fur ich ihr im in ist ja man
    mit nach nein nur ob oder ohne sich sie sind so um und uns vom war was wer wie wir wo zu
    au aux ce ces en est et il ils je leur mon ne nos on ou par pas pour qui sa se ses son sont sur
    un une con los mas mi muy o para por que sin su sus una un
    """
)

# What people are, and what stands where nobody is named: a name of such words alone is none.
ROLES = _words(
    """
    analyst architect chief cto ceo cfo coo cpo client colleague consultant coordinator customer
    deputy designer dev developer devops director engineer executive former group head hr
    interim junior lead leader level manager md mba member mentee mentor officer owner partner
    peer person phd president principal product program programme project qa report researcher
    reviewer scientist senior specialist staff stakeholder supervisor team tech unit user vice
    vp anonymous anonymised nobody none somebody someone tba tbd unknown unnamed various
    """
)
NOT_ALONE = _PARTICLES | ROLES

# Parts of names that are words, too: names where they begin with a capital.
COMMON = _words(
    """
    abbey account accounts ace amber analytics angel apps archer ash ashes autumn baker bank
    banks barber bard barker barn bass bay beach bean bear bell berry best bill billing bird
    bishop black blank bloom blue bond bonds booker booth box brand bright brook brooks brown
    buck bull burn burns bush business butcher butler cable cane cannon card carpenter carter
    case cash chance chandler chapel chase checkout child church city clay clement cliff close
    cloud coal cole coleman commerce common constant content cook coop cooper core cotton counts
    cover covered coward cox craft crane cross crow crystal current curry dale dalton dame dash
    dawn day days deal dean dear dee delivery dell design destiny diamond dick discovery dix
    done dot dove drew driver duck duke dusty earl early east ed ember ernst ever fair faith
    fall farmer fast fern field fields finance finch fine finn fish fisher flame fleet fletcher
    flint flora flower flowers ford forest forester fox frank frankly free freed freeman frei
    french friend fromm frost fuchs gale gall gap gaps garden gardener gates gay gem gene german
    gill glass glover gold golden good gore grace grand grant grants grass gray green grey gross
    grove growth guard guest gut guy haas hahn hale hall ham hand hardy harmony harp harper hart
    haste hatch haus haven hawk hay hazel heath heather hedge heil herb herz hill hills
    hirsch hoch hof holiday holly home honey hood hook hope horn house hunt hunter hurt identity
    infrastructure insights integrations iris iron item items ivory ivy jack jade jasmine jasper
    jay jet jewel jo job jolly joy judge jung justice kaiser kale keen kelvin kern keys kid kind
    king kings klein knight koch konig kraft kunst kurz lake lamb lance land lane lang lange
    large lark law laws lay leaf lee legal licht liebe lily link linus little lock locke
    logistics london long love lovely low luck lucky major mall man mann mark marketing marks
    marsh marshal mason massey may mays mead means meister melody mercy merit merry met metering
    mile miles mill miller mint missing mission mobile mode monday moody moon moor moore more
    morning moss mount mountain myrtle nail name near needs neu nice nick night nightingale
    noble none noon norm north oak ocean olive onboarding opal open operations orchard orders
    owner pace page pages painter palm paris park parker parks parson part pat patience payments
    paz peace peach pear pearl penny people pepper perry pick pierce pike pine piper plain plant
    platform plum poet points pole policy polish pool poor pope porter post potter pound power
    powers pratt precious price pricing prince prior privacy prudence pure quality queen quick
    quiet rain rating ray read reed reich reliability research rich richter ridge ring risk
    ritter river rivers rob robin rock roman rook rose rosemary roses roth rowan ruby rush rust
    ruth sage sail sale sales salt sam sand sands savage scale schmied school schwarz scope
    score scout sea search security see self serene sergeant set setter settlement shade shadow
    sharp shepherd shine shipping shore short shy sign silver sin singer skinner sky slater
    slaughter small smart smith smithy snow sol sommer son song source spear spencer spring
    springs star stark starling status steel stein step sterling stern stolz stone storm story
    street strong sturm sue sum summer summers sun sung support swan sweet swift tab tailor
    talent tan target tate teal temple thick thin thorn thyme tide tiger tile till timber todd
    tom tools tory total tower town towns track trout true trust truth tucker turner twist tyler
    underwood usher vale value van verity victor victory viola violet vogel wald walker wall
    walls wang ward ware warner water waters watts wave way wayne weaver web webb weber weeks
    weiss well wells west whale wheat wheeler white wild will wille wills win winner wins winter
    winters wise wit wolf wolfe wong wood woods woodward word works worth wren wright yard york
    young zeit zen
    """
)

# As a date, a month is not the name of a person: "May 2025", "im August".
MONTHS = _words(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    januar februar marz mai juni juli oktober dezember mrz okt dez
    janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    """
)
BEFORE_MONTH = _words(
    """
    in since until till during early late mid every im seit bis ab ende anfang mitte en depuis fin
    debut
    """
)
BETWEEN_MONTHS = _words("to and until bis und et y")

"""Small general knowledge of English words, written by hand: function words, negation, numbers, synonyms, opposites.

None of it is of one subject; what belongs to a subject is what its author writes as key ideas.
"""

from __future__ import annotations

from functools import cache

from chiron.core.language.stem import stem

FUNCTION = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "do",
        "does",
        "did",
        "doing",
        "done",
        "has",
        "have",
        "had",
        "having",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "of",
        "to",
        "in",
        "at",
        "on",
        "by",
        "for",
        "from",
        "with",
        "as",
        "and",
        "or",
        "so",
        "then",
        "than",
        "if",
        "because",
        "since",
        "be'cause",
        "cause",
        "becuase",
        "becasue",
        "when",
        "while",
        "who",
        "which",
        "what",
        "where",
        "why",
        "how",
        "there",
        "here",
        "also",
        "just",
        "very",
        "really",
        "too",
        "i'm",
        "i'd",
        "i'll",
        "i've",
        "it'll",
        "let",
        "lets",
        "get",
        "gets",
        "got",
        "one",
        "ones",
        "about",
        "into",
        "onto",
        "upon",
    ]
)
"""Words that carry no idea of their own."""
NEGATORS = frozenset(
    ["not", "no", "never", "none", "nothing", "neither", "nor", "cannot", "without", "hardly", "nobody", "nowhere"]
)
"""Words that turn what follows into its contrary; "n't" is read as "not"."""
CLAUSE = frozenset(
    [
        "but",
        "because",
        "so",
        "and",
        "then",
        "if",
        "when",
        "while",
        "though",
        "although",
        "since",
        "which",
        "that",
        "however",
    ]
)
"""Words after which a negation no longer reaches."""
HEDGES = frozenset(["idk", "dunno", "unsure", "guess", "maybe", "perhaps", "dont"])
NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"hundred": "100", "thousand": "1000", "twice": "2", "double": "2", "half": "0.5", "both": "2"}

_SYNONYMS = """
big large huge great; small little tiny; fast quick rapid speedy; slow sluggish; begin start commence; end finish;
stop halt cease; make create produce form build; get receive obtain; give provide supply; move travel go; change alter
vary; show demonstrate indicate reveal display; keep stay remain; same identical equal alike similar; different
various distinct separate; hot warm; cold cool chilly; wet moist damp; dry arid; hard tough; soft mild; bright shiny;
dark dim dull; heavy weighty; light lightweight; loud noisy; quiet silent; break crack damage; join connect attach
link; split separate divide; put place set; take grab; see observe notice view; look watch; hear listen; find discover
detect; think believe; test experiment trial; check verify; measure gauge; heat warmth; air gas; rock stone; dirt soil
earth; plant vegetation; animal creature; food nutrition; grow develop; shape form figure; color colour; part piece
portion bit; kind type sort; number amount quantity; increase rise grow gain; decrease fall drop reduce lower lessen;
higher greater larger bigger more; lower lesser smaller less fewer; top upper; bottom base; left remaining; near
close; far distant; always constantly; whole entire complete full; contain hold include; need require; help aid
assist; use utilize employ; push shove; pull tug; push force; dissolve melt; spread scatter disperse; stick adhere
cling; sink submerge; float hover; soak absorb; flow stream run; turn rotate spin; shake vibrate; happen occur; cause
lead; result outcome effect; reason cause explanation; way method manner; path route circuit; gap break hole; open
unclosed; closed shut; leave exit depart; enter; cover coat; protect guard shield; live survive; die perish; eat
consume feed; child offspring young baby; identify recognize; compare contrast; equal same; exact precise; strong
powerful; weak feeble; thick dense; thin narrow; wide broad; tall high; short low; long lengthy; deep profound;
surface outside; inside interior inner; outside exterior outer; energy power; lit light on; lightest lighter; heaviest
heavier; mass weight; fluid liquid; object thing item body; location position place spot; substance material matter;
layer stratum; person human people; quickly fast; burn burned burnt; visible seen; pitch tone; edge side border; reach
arrive; block prevent obstruct; allow let permit; transport carry bring; rub scrape scratch; press squeeze; bend flex;
stretch extend; fill load; empty vacant; remove extract; replace substitute; pass cross; repeat again; several many
multiple; few some; often frequently; maintain preserve; store save; collect gather; choose select pick; build
construct; trap catch capture; predator hunter; prey victim; harm hurt injure; sick ill; fix repair
"""
_OPPOSITES = """
hot cold; warm cool; hotter colder; warmer cooler; big small; large small; bigger smaller; larger smaller; more less;
more fewer; most least; high low; higher lower; highest lowest; long short; longer shorter; tall short; taller
shorter; fast slow; faster slower; quick slow; heavy light; heavier lighter; heaviest lightest; hard soft; harder
softer; hardest softest; strong weak; stronger weaker; thick thin; thicker thinner; wide narrow; wider narrower; deep
shallow; deeper shallower; near far; nearer farther; closer farther; closer further; open closed; open close; open
shut; positive negative; same different; equal unequal; similar different; increase decrease; rise fall; up down;
upward downward; left right; top bottom; above below; over under; inside outside; in out; inner outer; front back;
first last; before after; early late; earlier later; begin end; start stop; start finish; on off; add remove; add
subtract; multiply divide; attract repel; push pull; connect disconnect; connected disconnected; complete incomplete;
full empty; wet dry; wetter drier; bright dark; brighter dimmer; bright dim; loud quiet; louder quieter; loud soft;
old young; old new; older younger; rough smooth; sharp blunt; solid liquid; liquid gas; acid base; true false; right
wrong; correct incorrect; possible impossible; always never; all none; everything nothing; everyone nobody; gain lose;
win lose; enter leave; enter exit; arrive depart; absorb release; absorb reflect; absorb emit; float sink; live die;
alive dead; male female; parent offspring; predator prey; producer consumer; series parallel; input output; source
sink; north south; east west; clockwise counterclockwise; expand contract; stretch compress; melt freeze; evaporate
condense; boil freeze; dissolve precipitate; oxidize reduce; proton electron; cation anion; anode cathode; artery
vein; maximum minimum; max min; major minor; majority minority; dominant recessive; active passive; dense sparse;
cause prevent; allow prevent; allow block; help harm; lit unlit; stable unstable; visible invisible; natural
artificial; living nonliving; renewable nonrenewable; constructive destructive; destructive constructive; supply
demand; import export; credit debit; buy sell; buyer seller; inflation deflation; ally enemy; victory defeat; war
peace; rich poor; public private; rural urban; concave convex; vertical horizontal; odd even; rational irrational;
numerator denominator; ascend descend; oxygen dioxide; tighten loosen; tight loose; tighter looser; safe dangerous;
with without; present absent; presence absence; better worse; best worst; good bad; lesser greater; less greater;
simple complex; lose keep; clear cloudy; transparent opaque; flexible rigid; gas solid
"""
_OPPOSED_STARTS = (
    ("hyper", "hypo"), ("endo", "exo"), ("endo", "ecto"), ("in", "ex"), ("im", "ex"), ("im", "em"), ("ab", "ad"),
    ("macro", "micro"), ("intra", "inter"), ("intro", "extro"), ("intra", "extra"), ("inter", "extra"), ("pre", "post"),
    ("sub", "super"), ("over", "under"), ("mono", "poly"), ("uni", "multi"), ("homo", "hetero"), ("eu", "pro"),
    ("auto", "hetero"), ("af", "ef"), ("pro", "anti"), ("an", "cat"), ("ana", "cata"), ("con", "di"), ("bi", "uni"),
    ("mit", "mei"), ("brady", "tachy"), ("hydro", "hydra"), ("ortho", "para"), ("de", "en"), ("ac", "de"),
    ("iso", "aniso"),
)  # fmt: skip
_DENYING_STARTS = ("un", "non", "in", "im", "ir", "il", "dis", "a", "an", "de", "mis", "anti")


@cache
def groups() -> dict[str, frozenset[int]]:
    """Stem -> the numbers of its groups of synonyms."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_SYNONYMS.split(";")):
        for word in group.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Stem -> the stems of its opposites."""
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split(";"):
        one, other = map(stem, pair.split())
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


def opposed(one: str, other: str) -> bool:
    """Whether two stems are opposites: listed ones, or the same word with opposed beginnings ("hyper-", "hypo-")."""
    if one == other:
        return False
    return other in opposites().get(one, ()) or _by_beginning(one, other) or _by_beginning(other, one)


def _by_beginning(one: str, other: str) -> bool:
    if one[-3:] != other[-3:]:
        return False
    for start in _DENYING_STARTS:
        if one == start + other and len(other) >= 4:
            return True
    return any(
        one.startswith(a) and other.startswith(b) and one[len(a) :] == other[len(b) :] and len(one) - len(a) >= 3
        for a, b in _OPPOSED_STARTS
    )


def synonymous(one: str, other: str) -> bool:
    """Whether two stems stand in one group of synonyms."""
    return not groups().get(one, frozenset()).isdisjoint(groups().get(other, frozenset()))

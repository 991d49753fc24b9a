"""Names that are not written as the roster has them: for short ("Ben", "Paco"), cut off ("Seb"), or with a slip of the
pen. Such a word may as well be an ordinary one: it counts only where a name would stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chiron.core.language.answering.likeness import apart
from chiron.core.language.privacy.word_names import DATES, WORDS
from chiron.core.language.stopwords import STOPWORDS

_SHORT = """\
alexander alexandra alejandro alejandra aleksandr oleksandr alessandro: alex al sandy sasha sascha ale lex xander sandra
andrew andreas andres andrea andrei: andy drew andi andre
anthony antonio antonia anton antoine: tony toni tono tonio nia
barbara: babs barb barbel
bartholomew bartlomiej bartek: bart bartek
beatrice beatriz beatrix: bea trixie
benjamin benedict benedikt: ben benny benji benja
caroline carolina karolina: caro carol karo lina
catherine katherine katharina kathleen katarzyna catalina ekaterina kateryna catarina: kate katie kathy cathy kat cat
 kasia cata katya kati kitty trina
charles carlos karl: charlie chuck chaz carlitos
charlotte carlota: lottie charlie lotte
christopher christian christina christine cristina cristobal krzysztof: chris kris tina cris topher kit christa
daniel daniela danielle: dan danny dani
david: dave davy
deborah: debbie deb
dorothy dorothea dorotea dolores: dot dottie dora lola doro
edward eduardo edmund edwin: ed eddie ted teddy ned edu lalo
eleanor eleonora elena helen helena: ellie nell nora lena elli leni
elizabeth elisabeth isabel isabella elisa elzbieta: liz lizzie beth betty eliza lisa bess isa bella belen sisi ela
emily emilia emma: em emmy emi millie
francis frances francisco francesca francesco franziska franz: frank fran francie paco pancho kiko curro franzi franca
frederick federico friedrich frederica: fred freddie fede fritz rick
gabriel gabriela gabriele gabrielle: gabe gabi gaby gabby
george jorge georgios georgia: georgie geo coque
gerald gerard gerhard gerardo: gerry jerry gerd
gertrude guadalupe: trudy lupe lupita
grace graciela: gracie chela
gregory gregorio grzegorz: greg goyo gregor
guillermo william wilhelm guillaume: will bill billy willy liam guille memo willi
harold henry henrik heinrich enrique harriet: harry hal hank heinz quique kike hattie
ignacio ignatius: nacho iggy
jacob jakob jacqueline: jake kuba jackie coby
james jaime jacobo: jim jimmy jamie jem
jane janet janina joanna johanna giovanna: jan janie jo joan asia hanna
jennifer: jen jenny jenni
jessica: jess jessie
john johannes giovanni ivan juan jan jonathan: jack johnny jon hans gianni vanya juanito jonny juancho nathan
joseph jose josef giuseppe josephine josefina: joe joey pepe josie beppe sepp jo chepe pepa fina
joshua: josh
julia julian juliana julie: jules juli
kenneth: ken kenny
lawrence laurence lorenzo laura lauren: larry laurie lori renzo lau
leonard leonardo leon leonie: leo len lenny
louis luis luisa louise ludwig ludovica: lou lucho louie ludo wiggerl lulu
lucia lucy lukas lucas luke: lu luci luke luki luca
magdalena madeleine: maggie magda lena maddie madi malena
manuel manuela emanuel emmanuel: manu manny manolo lola
margaret margarita margarete margherita marguerite malgorzata: maggie meg peggy greta rita daisy marge gosia gretchen
maria marie mary mariana marianne: mia mimi molly polly maruja mari marita
martin martha marta martina: marty martl tina
matthew mateo matthias matteo mateusz: matt matty matze teo
maximilian maxim maximo: max maxi
melanie melissa: mel
michael michel miguel mikhail michal michele: mike mick micky misha miguelito mitch michi
nicholas nicolas nikolaus nicole nikolai niccolo: nick nicky nico niko klaus kolya nic
oliver olivia: ollie liv
pamela: pam
patrick patricia patricio: pat paddy patsy trish tricia pato patri
paul paula pablo pawel paolo: pauli pablito paulie
peter pedro pierre piotr pietro petra: pete perico piet petey
philip philippe felipe filip philippa: phil pip pippa
rachel raquel: rach
raymond ramon: ray moncho
rebecca rebeca: becky becca bec
richard ricardo riccardo: rick ricky dick richie rich
robert roberto rupert roberta: rob bob bobby robbie bert beto robin
roger rodrigo: rodge rodri
ronald: ron ronnie
rosalind rosa rosario rosalia: rosie ros charo rosita
samuel samantha: sam sammy samu
sarah sara: sally sadie
sebastian: seb sebas bastian basti wastl
simon simone: si simmy
stanislaw: stas staszek
stephen steven stefan stefanie stephanie esteban szczepan: steve steph stef stevie steffi
susan susanne susana: sue susie suzy susi sanne
teresa theresa therese: terry tess tere resi tessa
theodore theodora teodoro fyodor: theo ted teddy dora teo fedya
thomas tomas tommaso tomasz: tom tommy tomek maso
timothy: tim timmy
tobias: tobi toby
valentina valentin valerie: val vale tina
veronica veronika: vero ronnie roni vroni
victor victoria viktor viktoria: vic vicky tori vito viki
vincent vincenzo vicente: vince vinny enzo chente
virginia: ginny
vladimir: vova vlad volodya
walter: walt wally
yevheniia eugenia eugene eugenio yevgeny: gene zhenya genia
zachary: zach zack zac
josemaria: chema txema
mariajose: majo
joseluis: joselu
juancarlos: juanca
mariateresa: maite
luismiguel: luismi
annesophie: anso
abigail: abby gail
abraham: abe
alberto heriberto adalberto albert gilbert herbert hubert: bert beto berto gil bertie herb
alfred alfredo: alf fred alfie fredo
alfonso armando fernando hernando orlando: nando fer mando poncho fonsi lando
amanda: mandy
archibald arthur august augustus: archie art artie gus
arnold bernard bernardo: arnie bernie nardo
clement clementine: clem
concepcion consuelo asuncion encarnacion inmaculada montserrat mercedes milagros pilar remedios soledad: concha conchita
 chelo asun encarna inma montse merche mila pili reme sole conchi
dmitri dmitry: dima mitya
dominic dominik domingo: dom mingo
donald douglas: don doug donnie
ernest ernesto: ernie neto
florence: flo
geoffrey jeffrey: geoff jeff
hildegard adelheid waltraud: hilde heidi traudl
jaroslaw radoslaw miroslaw wojciech ryszard agnieszka zofia: jarek radek mirek wojtek rysiek aga zosia
joachim jochen: achim jochen jo
judith: judy jude
konstantin: kostya
nadezhda natalia anastasia tatiana ludmila svetlana: nadya natasha nata tasha nastya tanya lyuda mila sveta
nathaniel nathan: nat nate
penelope: penny
rafael raphael: rafa raf
salvador sergio santiago gonzalo: salva chava checo santi yago gonza
sergei: seryozha
sophia sophie: sophie soph fia
theresia: resi tess
ulrich ulrike ursula ursulina: uli ulla uschi
winifred winston: winnie win
wolfgang: wolfi wolf"""


def _table() -> dict[str, frozenset[str]]:
    found = dict[str, set[str]]()
    for line in _SHORT.replace("\n ", " ").splitlines():
        whole, _, short = line.partition(": ")
        for name in whole.split():
            found.setdefault(name, set()).update(short.split())
    return {name: frozenset(short) for name, short in found.items()}


SHORT = _table()
"""What people are called for short, by folded first name."""
CUT, CUT_BY = 3, 2
"""A name cut off keeps so many letters at least, and loses so many."""
MISSPELT = 4
"""So many letters at least has a name with a slip; in a shorter one it is another word."""
LONG_WORD = 7
"""A name that is also a word has so many letters at least, else its slips are too many other words."""
_ORDINARY = frozenset(WORDS | DATES | STOPWORDS["en"] | STOPWORDS["es"])


def nicknames(first: str) -> Iterable[str]:
    """What somebody of that folded first name may be called."""
    return SHORT.get(first, ())


def by_letter(runs: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Single names by their first letter, for :func:`meant`."""
    found = dict[str, list[str]]()
    for run in sorted(set(runs)):
        if len(run) >= (LONG_WORD if run in _ORDINARY else MISSPELT):
            found.setdefault(run[0], []).append(run)
    return found


def meant(word: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """The name that a folded word stands for, cut off or with one slip behind its first letter; else None."""
    if len(word) < CUT or word in _ORDINARY:
        return None
    close = names.get(word[0], ())
    for name in close:
        if len(name) >= len(word) + CUT_BY and name.startswith(word):
            return name
    # A name in the genitive may have a slip as well: "Ophleies".
    for spelt in (word, word[:-1]) if word.endswith("s") and len(word) > MISSPELT + 1 else (word,):
        for name in close:
            if abs(len(name) - len(spelt)) <= 1 and apart(spelt, name, 1) <= 1:
                return name
    return None

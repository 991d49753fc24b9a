# ruff: noqa: SIM905 - lists of words
"""Names that are also words: touched only where a name stands. Folded, without accents."""

from __future__ import annotations

_WORDS = """\
abbey abbot ace acre ada adan adore africa agate aime alba ale alegre aleman allure alt alto amable amado amber amen
america ami amor amore amparo ample an ange angel angeles angle ant apple arch archer archimedes arrow art ash asia
aspen aster asuncion august aurora austin autumn avila avril axe bach baker ball banks bar barber barcelona bark baron
base bass bauer bay bayes bean bear beau beck becker bee bell bella belle bello bench bend berg berger bernoulli berry
best beth bianca bianco bill bird bishop bit black blade blanca blanco blas blaze bliss block bloom blue blum bob bois
bon bond bonheur bonnie book boole born boss boston boucher boulanger bound bow bower bowl box boy brand braun brave
bravo bray brazil breeze brewer brick bridge bright bring brook brooke brooklyn brooks brown brun bruno buck bud bueno
bull burgos burn burns busch bush butcher butler buzz cab caballero cabello cabeza cairo calle calvo camino camp campo
campos candy cane cannon cano canon caridad carmen carol carolina carpenter carrasco carre carter cartesian caruso
casa casas case cash castillo castle cat cauchy cause celsius chad chan chance chandler chang chapel chapman charity
charm chase chat chateau chelsea cherry chester chevalier chi chiara china chip christian christmas church cielo clair
claire clara clare clark clay clear clerk cliff clover coach coal coin cole color colt concepcion conde constant
consuelo cook cool cooper coral cordero cordoba corona coronado cortes costa cot cotton couch count cour court cove
cox craft cramer crane creed crescent crew cross crow crown cruz crystal cuba cuesta cura curry cyan cyprus daisy
dakota dale dallas dam dame dan dance dang dante dare darwin dash date dawn day dean deck deer delgado delta den dent
denver derby descartes desiree destino deux devon diamond dick dieu dill dime do dock dolores dome domingo don doux
dove drake draw dream drew droit drum duck duke dulce dune dung duro dusty duty earl early earth east echo eden
einstein elder ella else ember emerald encarnacion end engel england entero era erde ernst esperanza essex estrella
euclid euler eve even ever excel eye fabbri fahrenheit fair faith falk fall fan fancy far farmer fat fawn fay fe
feather felice feliz fen feo fermat fern ferrari ferro fest fibonacci fiel field fields fig fin finch fine finn fiore
fire fish fisher fishers flaco flag flame fleet fleur fleury flint flood flor flora florence flores flower fly fog
fontaine fontana ford forest forester forgeron fort fortune fourier fox francais franco frank free frei freitag french
freund friday friend frohlich fromm frost fuchs fuente fuentes fuller fun gable galileo gallo garden gardener garland
garner garnier gates gatti gauss gem gene geneva genova gentil gentile gentle georgia germain giant gift gil gill
ginger glad glass glen gloria glover go god gold golden good goodman gordo gore grace gracia granada grand grant gras
grass grave graves gray greco green grey gris gross grove guapo guerra guerrero guide gum gut guy hahn hail hall halo
ham han hand handy hang hanger happy harbor hard hardy harm harmony harp harper hart harvest hat haven hawk hay hazel
head heart heath heather heaven hector hell helm hen henna herb herbst hero herr herrera herrero hertz herz hidalgo
hill hills him himmel hirsch ho hobby hoch hog holland holly holz home honey honor honour hood hook hop hope horn
horse hotel house houston how hoyos huber hull hunt hunter hurt hut hyde ice iglesias in india indigo infante ink inn
ion ireland iris iron isle israel it ivory ivy izquierdo jack jackson jade jager jan january jar jardin jasmine jasper
java jay jean jerk jesus jet jewel jo jolie jolly jordan joule jour joy juan judge julia julio jump june jung junior
juniper just juste justice justo kaiser karma kaufmann keen keep keller kelvin kent kenya kepler key keys kid kin kind
king kings kit klein klug knight know koch konig kraft kranz kraus krebs kreis kreuz krieg kuhn kunst kurz ladron lady
lago lagrange lai lake lam lamb lance land lane lang lange laplace large lark last lau laurel lavender law lawn laws
lay leaf leal lean lee lefort leger leibniz lemon lent leo leon leone let lever levy liberty libre licht lieb lien
light lightfoot lil lilac lily lim lima limes lin lincoln linda lindo line link lion little llanos lo lobo lock loewe
log lombardi london long longo lorca lord lot lotus loud loup love low lower lozano lu luce lucero luck lucky luna
lune lunes lung lush luz ma mace machado madison madrid mae maestro magnolia mai main major mal malaga malo malta man
mancini mane manly mann manso manzano mar marble march marchand marchetti marin marina marine marini marino mark marks
marsh marshall martes martini mason masters mat mata mate matt max may maya mayo mayor me mead meadow mean means
median meister melody menge menor mercedes mercer mercier mercy merida merino merit merry mesa meunier mi miel mignon
mil milagros milan miles mill miller mills min mine ming minor mint misty moat mode modesto molar mole molina moll
monday monk montag montana montes moo moon moor moore mora moral more moreno morning moro moses moss most mota moth
moulin mount mountain murcia muse music mut my nacht name naumann navarro navy neat neck neri neu nevada new newton
nick nieto nieves night nightingale ninoska no noble noel nogal noir nor norm north nova novia noviembre nube nun oak
oaks oasis ocean odd ohm old oliva olive olivia olivo olmo on opal or orange orchid ore orlando oso otter own ox oz
pace page paige pain paint palacio palacios palm palma paloma pan pang par pardo parejo parfait paris park parker
parks parra parrot parson part pascal pascual pass pastor pat patience paz peace peach peacock peak pear pearl peel
pen pena peng penny pepe pepper peral percy perez-rico perla perle perry peso pet petal petit pfeil phoenix pi piano
pico pie piedra pierce pierre pike pilar pilgrim pin pine pink pino pinto piper pipes pit plain plaza plum poe point
poirier pole pollen pomme pond pool poole poor pope poppy porras porte porter post pot potter pound powder power
powers prado praise price prieto prim primavera prime primo primrose prince princess prior proper proud prudence
prudent pryor puente puerta pythagoras python quick quiet quill quinn rabe rad rain rainbow ram rama ramos randy rank
rat raven ray rays read red redondo reed reef reeve regal reid rein reina reiter remedios rest reuben rey reyes ricci
rice rich richter rico ride riemann rincon ring rio rios ripley rise ritter ritz rive river rivera rivers roach road
rob robin rocco rocio rock rocky rod roe roi rojas rojo roll rollins roma roman rome romeo romero rook root roots rosa
rosales rosario rose rosemary rossa rossi rosso rosy rot roth round roux rowan rowe roy rubi rubio ruby rue ruhe ruiz
rule rush russ russet russo rust rusty sabio sable saddler sage sail sala salad salas sale sales salinas sally salt
salud salvador sam sand sands sandy sang santiago santos sapphire sastre satin saturday sauer saul savage savannah
sawyer say schatz schlau schmied schneider schon schreiber schule schwan schwarz scratch sea seal sean seco see
segundo segura self serena sereno sergeant serra serrano set severo sevilla sexton shade shah sharp shaw shea shell
shepherd sheriff shine shore short sierra silva silver simple simpson sin sing single sink skinner skip sky slate
slaughter sloan small smart smith smoky snow so sol sole soledad soleil sommer son song sonne sonntag soria sorrel
soto soul south spark sparrow spears speed spence spencer spice sport spring sprout square star stark starling starr
steel steele stein steiner stella stem step steppe sterling stern steward stewart still stock stolz stone stones storm
stout strange strauss stream street strom strong stuart stumpf su sue sugar sum summer summers sun sunday sunny
sunshine sussex swallow swan sweet swift sydney sylvan table tag tailor tall tan tang tanner tar taro taste tate
taylor tea teacher teal teich teller temple ten term terra terrace terry tesla testa thatcher the thorn thrush thunder
thursday tide tie tierra tiger tile till tim time tin tiny tirado tisserand to toby toledo toll tom tomate tone tong
topaz toro torre torres toto tower town trace tracy traube travel tree trent treu trigo trip troy true truth tu tucker
tuesday tulip turing turner turquoise tyler unique unity urban usher uva vaca vale valencia valentine valentino valle
vallee valley van vance vaquero vargas vega velez velvet venn venture verdad verde verdi verger vernon verona vert vic
vicente victor victoria victory vida vidal vienna viento vila villa villas ville vine vino viola violet virginia
virtud vista vita viva vogel vogt volt volta vrai wade wagner wait wald walker wall walls wang ward wards ware warm
warner warren wash washington water waters watt watts wave way weaver web webb weber wednesday weeks wei wein weiss
well wells werk west wheat wheeler whisper white wick wiese wild wilde wilder will willow wills win wind windsor wine
wing winkel winner winter winters wirt wise wish wolf wolfe wolff wong woo wood woods woody word words wren wright
wunder xi yang yard yarrow yates yin york young yu yuan zahn zapatero zeit zen zephyr ziegler zimmer zorro
"""
WORDS = frozenset(_WORDS.split())
"""Ordinary words, months, days, places, and people of science whose names stand in courses."""
NOT_ALONE = frozenset({"ada", "julia"})
"""Names that stand above as programming languages but are people's far more often: touched like any name."""
DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday spring summer autumn winter lunes martes domingo abril julio".split()
)
"""Names of months, days and seasons."""
PARTICLES = frozenset(
    "de del della di da das dos do du la le les los las el al van von der den ter ten zu zum y e i bin ibn ben bint abu"
    " st saint san santa mac mc o d l af av op aan bij uit t zur zum vom dello delle degli dei des dal lo ap ui ni nic"
    " ibni ould ait".split()
)
"""What stands before a family name and is nobody's name alone."""

# ruff: noqa: E501 - patterns are data
"""Safety rules for Spanish, on plain words without accents (so "ñ" reads "n"). See examples.txt."""

from __future__ import annotations

import re

from chiron.core.language.safety.es_ways import ALLOWED, LESSON, PLAIN, THEMES
from chiron.core.language.safety.words import Category, Rules, Severity, rules

_KIN = (
    r"(?:padre|papa|papi|madre|mama|mami|padrastro|madrastra|tio|tia|abuelo|abuela|padres|hermano|hermana|primo|prima|"
    r"novio|novia|ex|profe|profesor|profesora|entrenador|cura|vecino|familia|hermanastro|maestro|tutor)"
)
_WHO = rf"(?:{_KIN}|el|ella|ellos|alguien|senor|hombre|tipo|chico|chica|chicos|gente|companeros?|desconocido|adulto)"
_WANT = (
    r"(?:quiero|kiero|qiero|quisiera|querria|qro|kero|ganas de|deseo|voy a|vo a|me gustaria|prefiero|pienso en|pensado en"
    r"|pensando en|intente|intentado|intento|trate de|necesito|quiere|quieren|ojala|planeo|va a)"
)
_SO = r"(?: (?:ya|solo|tanto|mucho|me|se|a|de|poder|muy|realmente|simplemente|no|q|que))*"
_BODY = r"(?:brazos?|munecas?|piernas?|piel|venas?|muslos?)"

_SUICIDE = {
    "word": r"\bsuicid\w*|\bkms\b|\bkys\b|\bunaliv\w*|\bdesvivir(?:me|se|te)?\b",
    "want-die": rf"\b{_WANT}{_SO} (?:morir(?:me|se)?|matar(?:me|se)|muerto|muerta|estar muert[oa]|dejar de (?:vivir|existir)|no despertar"
    r"|quitarme la vida|acabar con (?:mi vida|todo)|desaparecer|colgarme|ahorcarme)\b",
    "me-want-die": r"\bme quiero (?:morir|matar|suicidar|ahorcar|colgar)\b|\bse quiere (?:morir|matar)\b(?! de)",
    "not-live": r"\b(?:no|ya no|ni) (?:quiero|kiero|deseo|tengo ganas de|merezco|puedo) (?:seguir |mas )?(?:viviendo|vivir|existir|estar vivo|estar viva"
    r"|estar aqui mas|despertar|seguir con vida|estar en este mundo)",
    "no-point": r"\b(?:sentido|razon|razones|motivo|motivos|ganas) (?:de|para|por) (?:vivir|seguir viviendo|la vida)|\bsentido (?:vivir|seguir viviendo|mi vida)"
    r"|\bpara que (?:vivo|vivir|sigo vivo)",
    "worth": r"\bla vida no (?:vale|merece) la pena\b|\bmi vida no (?:vale|tiene)\b",
    "end-it": r"\b(?:acabar|terminar) con (?:todo|mi vida|mi sufrimiento)|\bquitar(?:me|se) la vida|\bque todo (?:acabe|termine)\b(?! ya la)",
    "better-off": r"\bmejor(?:es)? sin mi\b|\bmejor muert[oa]\b|\bsi (?:yo )?(?:me muero|muriera|me muriera|no estuviera|desapareciera|no existiera|me mato)\b",
    "no-waking": r"\b(?:ojala|quisiera|deseo|quiero|querria)[^.]{0,20}no (?:me )?despert\w+|\bdormir y no despertar",
    "pills": r"\b(?:tome|tomado|tomar|trague|tragado|tomarme|tomo)[^.]{0,20}(?:frasco|bote|caja|muchas|todas|monton|punado|blister)[^.]{0,15}"
    r"(?:pastillas|pildoras|paracetamol|medicinas|medicamentos|ibuprofeno)|\bcuantas pastillas\b|\bsobredosis\b",
    "jump": r"\b(?:tirar(?:me|se)|saltar|lanzar(?:me|se)) (?:por|de|desde|del|al|a)\b[^.]{0,12}(?:ventana|balcon|puente|tejado|azotea|tren|metro|vias|edificio)",
    "way-to-die": r"\b(?:forma|manera|como) (?:de |mas |rapida |facil |puedo |hago para )*(?:morir(?:me)?|matarme)\b(?: sin dolor)?",
    "wish-not": r"\bojala (?:no )?(?:hubiera nacido|estuviera muert[oa]|me muriera|existiera)|\bno (?:deberia|tendria que) (?:haber nacido|existir|estar viv)",
    "goodbye": r"\badios (?:a todos|mundo|para siempre)|\bno (?:estare|voy a estar) (?:aqui |viv[oa] )?(?:manana|mas)\b",
    "want-gone": r"\bquiero desaparecer\b|\bno aguanto mas (?:la|esta|mi) vida",
}
_LOW = {
    "hate-life": r"\bodio (?:mi vida|vivir|estar viv[oa])|\bme odio\b|\bcansad[oa] de (?:vivir|la vida|mi vida|existir)",
    "mood": r"\b(?:estoy|siento|ando) (?:\w+ )?(?:deprimid[oa]|sin esperanza|vaci[oa] por dentro|desesperad[oa])|\bdepresion\b(?! economica)|\bataques? de (?:panico|ansiedad)",
    "nobody": r"\b(?:nadie me quiere|a nadie le importo|no le importo a nadie|no valgo nada|no sirvo para nada)\b",
    "kill-me": r"\b(?:por favor|alguien) (?:que )?(?:me )?mat(?:e|en|adme|ame)\b|\bmatame por favor",
}
_SELF_HARM = {
    "hurt-self": r"\b(?:me|he vuelto a|volvi a|quiero|ganas de|voy a) (?:hago|hice|hacer|hacerme) (?:mucho )?dano\b|\bhacer(?:me|se) dano\b|\bme lastimo\b|\blastimarme\b",
    "made-cuts": rf"\b(?:hice|hago|hecho|haciendo) cortes\b|\bcortes en (?:el|la) {_BODY}",
    "cut": rf"\b(?:me corto|cortarme|me corte|me cortaba|me he cortado|me rajo|me quemo|quemarme)\b(?:(?! (?:el pelo|las unas|el cabello|el dedo|con el papel))|(?: \w+){{0,2}} {_BODY})",
    "word": r"\bautolesi\w*|\bauto ?agre\w*|\bcortes en (?:los|mis|las) " + _BODY,
    "hit": r"\bme (?:golpeo|pego|muerdo|arano) (?:a mi mism[oa]|cuando|contra|la cabeza)",
}
_ABUSE = {
    "hits-me": rf"\b{_WHO}(?: \w+){{0,3}} (?:me|nos) (?:\w+ )?(?:peg(?:a|an|o|aba|aron)|golpe(?:a|an|o|aron)|maltrat\w+|empuj(?:a|o)|patea|quem(?:a|o)|"
    r"ahorca|insulta|abofetea|agred\w+|hace dano|hacen dano|hizo dano|lastima|lastimo|da palizas|zurra)\b",
    "hit-home": r"\bme (?:peg(?:a|an|o|aban)|golpe(?:a|an|o)|maltrat\w+)\b(?! la respuesta)[^.]{0,20}(?:casa|cinturon|cinto|palo|cuando|todos los dias|siempre|mucho)",
    "hits-kin": rf"\b{_WHO}(?: \w+){{0,3}} (?:le )?(?:peg(?:a|o|aba)|golpe(?:a|o)|maltrat\w+) a (?:mi|mis|nuestra) {_KIN}",
    "touch": rf"\b{_WHO}(?: \w+){{0,4}} me (?:toc(?:a|o|aba|aron)|bes(?:a|o)|manose\w+|acaricia|desnud\w+)\b|\bme (?:toco|toca|tocaron)(?: \w+){{0,2}} (?:partes|intim\w+|pecho|culo|cuerpo)",
    "beating": r"\bpalizas?\b|\bmiedo\b[^.]{0,10}\bque me (?:maten|peguen|hagan|encuentre)|\bmiedo de lo que",
    "assault": r"\bviol(?:aron|ada|ado|acion)\b|\bme violo\b|\babus(?:an|a|o|aron|ado|aban) (?:sexualmente )?de mi\b|\babus(?:o|os) sexual\w*|\bacoso sexual|\bme abus\w+",
    "pictures": r"\b(?:fotos?|videos?|imagenes|pack)\b[^.]{0,15}(?:desnud[oa]|sin ropa|intim[oa]s?)|\bnudes?\b|\bme obliga\w*\b[^.]{0,25}(?:ropa|desnud|tocar|sexo|secreto)",
    "scared-home": rf"\b(?:miedo|asustad[oa])\b[^.]{{0,15}}(?:a mi {_KIN}|de mi {_KIN}|a casa|en casa|a mi casa|en mi casa)|\bno me siento segur[oa]\b",
    "abused": r"\b(?:sufro|sufri|soy victima de) (?:maltrato|abusos?|violencia)|\bmaltrato en casa|\bviolencia (?:domestica|en casa|de genero)",
    "at-home": r"\ben (?:mi )?casa (?:me |nos )(?:maltrat\w+|peg\w+|golpe\w+|insult\w+|grit\w+)",
    "forces": r"\b(?:me )?obliga\w*(?: \w+)? a (?:hacer|tener|tocar|besar|mandar)\b|\bno se lo (?:digas|cuentes) a nadie\b",
    "night": rf"\b{_WHO}(?: \w+){{0,2}} (?:entra|se mete|viene) (?:en|a) mi (?:cama|cuarto|habitacion)",
    "kept": r"\bme encierra\w*\b|\bno me (?:dan|da|dejan|deja) (?:de )?comer\b",
}
_THREAT = {
    "threatened": r"\bamenaz\w*|\bchantaje\w*|\bextorsion\w*",
    "will-hurt": r"\bme (?:van|va|quiere|quieren) (?:a )?(?:matar|pegar|apunalar|disparar|violar|dar una paliza)\b",
    "insulted": r"\bme (?:insultan|humillan|escupen|empujan|pegan|acosan)\b|\bme esperan? (?:\w+ )?(?:para|a la salida|fuera)\b",
    "beaten-up": r"\bme (?:pegan|pegaron|golpean|golpearon|dieron una paliza|dan palizas)\b",
    "bullied": r"\bbull?ying\b|\b(?:ciber)?acos(?:o|an|a|ador|ando|aron)\b|\bse meten conmigo\b|\bse burlan (?:todos )?de mi\b",
    "danger": r"\b(?:estoy|estamos|esta) en peligro\b|\bllam(?:a|en|ad) a la policia\b|\bllama al 112\b",
    "stalked": r"\bme (?:sigue|persigue|esta siguiendo|estan siguiendo|vigila)\b|\btiene (?:una )?(?:pistola|arma)\b",
    "pictures": r"\b(?:difund\w+|public\w+|subir|compart\w+|pasar) mis (?:fotos|videos)",
    "told-die": r"\b(?:me dicen|me dijeron|me dice) que (?:me muera|me mate|me suicide)",
}
_EATING = {
    "vomit": r"\bvomit\w+\b[^.]{0,15}(?:despues de|tras|al|lo que|para no|la comida|todo lo)|\b(?:provoco|provocarme|provoque|me provoco) (?:el )?vomit\w*",
    "no-food": r"\b(?:sin comer|no como|no he comido|dejar de comer|deje de comer|no quiero comer)\b[^.]{0,35}(?:dias?|semanas?|gord[oa]|engordar|peso|adelgazar|delgad)"
    r"|\b(?:dias?|semanas?) sin comer\b",
    "word": r"\banore(?:xi\w+|xic\w+)|\bbulimi\w+|\btrastornos? (?:alimenticio|alimentario|de la conducta alimentaria)|\blaxantes?\b|\batracon\w*",
    "fat": r"\b(?:estoy|soy|siento|veo) (?:muy |tan |demasiado )?(?:gord[oa]|asqueros[oa])\b[^.]{0,30}(?:comer|como|merezco|comida)|\bno merezco comer\b|\bmatarme de hambre",
}
_RUNAWAY = {
    "run-away": r"\b(?:escapar|fugar|ir|irme|largar|marchar|huir)(?:me|se)? (?:lejos )?(?:de (?:mi )?casa|de aqui para siempre)|\bme (?:voy a )?(?:escapo|fugo|escape|fugue|he (?:ido|fugado|escapado)|largo) de (?:mi )?casa"
    r"|\b(?:esta noche|manana|hoy) me (?:escapo|fugo|voy de casa|largo)\b|\bquiero (?:huir|fugarme|escaparme)\b",
    "homeless": r"\bno tengo (?:donde|adonde|a donde) (?:dormir|ir|vivir)|\b(?:me echaron|me han echado|me echan) de (?:mi )?casa|\bduermo en la calle|\bvivo en la calle",
}
_HARM_OTHERS = {
    "harm": rf"\b(?:voy a|quiero|vamos a|pienso) (?:matar|apunalar|disparar|envenenar)(?:lo|la|los|las)? ?(?:a )?(?:mi |mis |un |todos|alguien|\w+ ?{_KIN})",
    "school": r"\b(?:llevar|traer|llevo|traigo|llevare)(?: \w+){0,2} (?:pistola|cuchillo|arma|navaja|bomba)(?: \w+){0,2} (?:cole|colegio|escuela|instituto|insti|clase)|\btiroteo\b",
}

_THEMES_URGENT = {
    "death": r"\b(?:morir(?:me)?|muerte|muert[oa]|suicidio|matarme|quitarme la vida|mi funeral)\b",
    "life": r"\b(?:vida|vivir)\b[^.]{0,15}\bno (?:vale|tiene|merece)\b|\bno (?:vale|merece) la pena (?:vivir|seguir|la vida)\b",
    "vehicle": r"\b(?:atropell\w+|me pille un (?:coche|tren)|tirarme|colgarme|pastillas|ahogarme|cuerda)\b|\bdormir(?:me)? para siempre\b",
    "unmissed": r"\bnadie (?:me )?(?:echaria|extranaria|notaria|lloraria)|\bnadie se daria cuenta\b",
    "here": r"\bno quiero (?:estar|seguir) aqui\b|\bdesaparecer\b|\bcuando (?:yo )?no este\b",
}
_THEMES_LOW = {
    "burden": r"\buna carga\b|\bnada (?:importa|tiene sentido)\b|\bsin futuro\b|\bmuy sol[oa]\b|\blloro (?:todas las noches|todos los dias)\b",
}
_THEMES_HARM = {
    "bleed": r"\b(?:arano|muerdo|pincho|golpeo|corto) hasta\b|\bhasta sangrar\b|\bganas de cortar",
    "marks": r"\b(?:cicatri\w+|moretones?|moraton\w*|cuchillas?|sangre)\b|\bcortes\b",
}
_THEMES_OTHER = {
    "things": r"\bme hac(?:e|en|ia) (?:cosas|dano)\b|\bno (?:puedo|debo) contar(?:lo|selo)?\b|\b(?:nuestro|un) secreto\b|\bnos (?:pega|golpea|grita|maltrata)\b|\bse emborracha\b",
    "threat": r"\bme van? a (?:rajar|matar|pegar|reventar|partir|hacer dano)\b|\bnavajas?\b|\bpistola\b|\bpolicia\b|\bme da miedo (?:el|mi|ir al)\b(?! examen)",
    "home": r"\bno (?:pienso |quiero |puedo )?(?:volver|vuelvo) a (?:mi )?casa\b|\birme de casa\b|\bescond\w+ de (?:el|ella|mi)\b",
    "food": r"\bdedos (?:para|en la garganta)|\bescondo la comida\b|\bme siento (?:gord[oa]|culpable)\b|\bno quiero comer\b",
}
_LESSON = (
    r"\b(?:celulas?|plantas?|bacterias?|virus|animal(?:es)?|organismos?|organulos?|nucleo|membranas?|tejidos?|especies?|preguntas?"
    r"|respuestas?|fraccion\w*|numeros?|ecuacion\w*|algebra|mates|matematicas|grafic\w+|poblacion|juegos?|nivel|pelicula|libro"
    r"|novela|rey|reina|guerra|chiste|risa|jaja\w*|aburrimiento|examen|deberes|tarea|perro|gato|globulos?|vasos?|azucar|arbol|concentrad[oa]s?|disuelt[oa]s?|disolucion(?:es)?|osmosis)\b"
)

_ALLOWED = (
    r"\bmuert[eo] celular\w*|\bapoptosis\b|\bsuicidio celular\b|\bbolsas suicidas\b",
    r"\b(?:me )?(?:muero|morirme|morir|muriendo|mori) de (?:la )?(?:risa|hambre|sueno|aburrimiento|calor|frio|sed|ganas|verguenza|asco)\b",
    r"\b(?:padre|madre|mama|papa|padres|profe|hermana|hermano|ella|el)(?: \w+)? (?:me va a|me van a|va a|van a) matar(?:me)?(?: (?:si|cuando|como|por|porque)\b)(?! (?:lo cuento|hablo|digo))",
    r"\bme (?:mata|matan) (?:de (?:risa|aburrimiento)|este|esta|esto|los deberes)\b|\b(?:deberes|tarea|problemas|ejercicios|examen)(?: \w+)? me (?:mata|matan|estan matando|esta matando)\b",
    r"\bdepresion (?:del|de) (?:terreno|rio)\b|\bme pego un (?:susto|bano)|\bse escapo (?:la|el) \w+",
)

SPANISH = Rules(
    "es",
    (
        *rules(Category.SUICIDE, Severity.URGENT, _SUICIDE),
        *rules(Category.SELF_HARM, Severity.URGENT, _SELF_HARM),
        *rules(Category.ABUSE, Severity.URGENT, _ABUSE),
        *rules(Category.HARM_OTHERS, Severity.URGENT, _HARM_OTHERS),
        *rules(Category.THREAT, Severity.URGENT, _THREAT),
        *rules(Category.RUNAWAY, Severity.URGENT, _RUNAWAY),
        *rules(Category.EATING, Severity.CONCERN, _EATING),
        *PLAIN,
        *rules(Category.DESPAIR, Severity.CONCERN, _LOW),
    ),
    tuple(re.compile(pattern) for pattern in (*_ALLOWED, *ALLOWED)),
    (
        ("quieromorir", "quiero morir"), ("mequieromorir", "me quiero morir"), ("quieromatarme", "quiero matarme"),
        ("matarme", "quiero matarme"), ("suicid", "suicidio"), ("cortarme", "cortarme"),
    ),
    ("suicidio", "suicidarme", "suicidar", "anorexia", "bulimia", "matarme", "morirme", "amenazado", "autolesion"),
    ("suicidio", "matar", "matarme", "morir", "violar", "violaron"),
    (
        *rules(Category.SUICIDE, Severity.URGENT, _THEMES_URGENT),
        *rules(Category.DESPAIR, Severity.CONCERN, _THEMES_LOW),
        *rules(Category.SELF_HARM, Severity.URGENT, _THEMES_HARM),
        *rules(Category.ABUSE, Severity.URGENT, _THEMES_OTHER),
        *THEMES,
    ),
    re.compile(r"\b(?:yo|me|mi|mis|quiero|estoy|soy|tengo|voy|pienso|siento|puedo|creo|hago|odio|conmigo|nos|papa|mama|papi|mami|llevo|lloro|como|duermo|vivo|oigo|tomo|bebo)\b"),
    re.compile(_LESSON + LESSON),
)  # fmt: skip

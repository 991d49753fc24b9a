# ruff: noqa: E501 - patterns are data
"""How people say things of themselves, in Spanish. Patterns are tried on text without accents, in small letters."""

from __future__ import annotations

from chiron.core.language.facts.dates import DAY
from chiron.core.language.facts.shape import FactKind

END = r"(?=\s*(?:$|[.!?;,:\n)]|\b(?:pero|porque|y me|y mi|y tengo|asi que|aunque|jaja|por favor)\b))"
_V = rf"(?P<value>[^.!?;,:\n()¿¡]{{2,80}}?){END}"
_SOFT = r"(?:mucho |muchisimo |tambien |bastante |un monton )*"
_WAY = r"(?:que )?(?:me )?(?:lo |las cosas |todo )?(?:sean |expliques |sea |con |en |ver |usar |tener )?(?:la |las |los |el |un |una |unos |mas |menos |muy |explicacion |explicaciones |respuestas |frases |palabras )*(?:cort[oa]s?|breves?|sencill[oa]s?|simples?|faciles|facil|clar[oa]s?|larg[oa]s?|lent[oa]|despacio|pasos?|dibujos?|imagenes|graficos?|diagramas?|ejemplos?|historias?|tablas?|colores|palabras|frases|preguntas|practicar|pistas|retos?|juegos?)"

SPANISH: tuple[tuple[FactKind, float, str], ...] = (
    (FactKind.NAME, 0.95, r"\b(?:llamame|me llamo|mi nombre es|me dicen|puedes llamarme)\s+(?P<value>[^\W\d_][\w'-]{1,20})(?=\s*(?:$|[.!?;,)]|\by\b|\bpor favor\b))"),
    (FactKind.DATE, 0.95, rf"\bmi (?P<value>(?:examen|prueba|control|final|exposicion|trabajo|proyecto)(?: de [a-z]+| final| parcial){{0,2}} (?:es|sera|cae)(?: el| en)? {DAY})"),
    (FactKind.DATE, 0.95, rf"\b(?:tengo|hay) (?P<value>(?:un |una |el |mi )?(?:examen|prueba|control|final|exposicion)(?: de [a-z]+| final| parcial){{0,2}}(?: el| en)? {DAY})"),
    (FactKind.CIRCUMSTANCE, 0.95, r"\b(?:solo |solamente )?tengo(?: solo| solamente| unos| como)* (?P<value>(?:\d{1,3}|cinco|diez|quince|veinte|treinta|unos pocos) (?:minutos|min)|una hora|media hora|\d horas?)\b"),
    (FactKind.CIRCUMSTANCE, 0.8, r"\bestoy (?P<value>(?:en|con) (?:el |la |mi |un |una )?(?:movil|telefono|celular|tablet|tableta|ordenador|computadora|autobus|tren|coche|biblioteca|cole|colegio|clase))\b"),
    (FactKind.CIRCUMSTANCE, 0.85, r"\b(?P<value>no tengo (?:un |una |mi |el |la )?(?:papel|boligrafo|lapiz|calculadora|regla|libro|auriculares|sonido|teclado|raton|internet)[^.!?;,\n]{0,30}?)(?=\s*(?:$|[.!?;,\n]))"),
    (FactKind.CIRCUMSTANCE, 0.85, r"\b(?P<value>(?:falte a|me perdi|no estuve en) (?:la |las |el |una |dos |tres )(?:ultima |ultimas )?(?:clases?|leccion|lecciones|semanas?|unidad|temas?))\b"),
    (FactKind.PREFERENCE, 0.9, rf"\b(?:(?:me gustan?|me encantan?) {_SOFT}(?:mas )?|prefiero |quiero |necesito )(?P<value>{_WAY}[^.!?;,:\n()]{{0,50}}?){END}"),
    (FactKind.PREFERENCE, 0.9, rf"\b(?P<value>(?:entiendo|aprendo|recuerdo|trabajo) (?:las cosas |todo )?(?:mejor|mas facil) (?:con|cuando|si|en)[^.!?;,:\n()]{{2,60}}?){END}"),
    (FactKind.PREFERENCE, 0.85, rf"\b(?:por favor |puedes |podrias )(?P<value>(?:explica\w*|usa\w*|habla\w*|ir|escrib\w*|da\w*)\b[^.!?;,:\n()]{{0,30}}?\b(?:cort[oa]s?|sencill[oa]s?|simples?|faciles|despacio|paso a paso|dibujos|ejemplos|imagenes|mas clar[oa]s?)){END}"),
    (FactKind.GOAL, 0.85, rf"\b(?:quiero|me gustaria|espero|necesito|tengo que) (?P<value>(?:ser|llegar a ser|aprobar|pasar el|mejorar|sacar (?:un |una |buena)|estudiar|trabajar de|ponerme al dia|entrar en|ir a la universidad|aprender a|ganar)\b[^.!?;,:\n()]{{0,60}}?){END}"),
    (FactKind.GOAL, 0.9, rf"\bmi (?:objetivo|meta) es {_V}"),
    (FactKind.DISLIKE, 0.85, rf"\b(?:odio|detesto|no soporto|no me gustan?|no me gusta nada)\s+{_V}"),
    (FactKind.INTEREST, 0.85, rf"(?<!no )\b(?:me gustan?|me encantan?|me interesan?|me apasionan?)\s+{_SOFT}{_V}"),
    (FactKind.INTEREST, 0.85, rf"\bsoy (?:muy )?(?:fan|aficionad[oa]) (?:de|a|al|del)\s+{_V}"),
    (FactKind.INTEREST, 0.8, rf"\b(?P<value>(?:juego|toco) (?:al? |la |el |con la |con el )?[a-z][^.!?;,:\n()]{{3,40}}?){END}"),
    (FactKind.INTEREST, 0.85, rf"\bmi (?P<value>(?:deporte|equipo|animal|juego|grupo|comida|color|asignatura|libro|pelicula|serie|cantante|jugador) (?:favorit[oa]|preferid[oa]) es [^.!?;,:\n()]{{2,40}}?){END}"),
    (FactKind.HINDERED, 0.85, r"\b(?P<value>(?:el |la |los |las |ese |esa |esos |tus? )?(?:dibujos?|pistas?|ejemplos?|tablas?|diagramas?|formulas?|videos?|explicacion|explicaciones|pasos?) no (?:me )?(?:ayud[oa]n?|ayudaron|sirven?|sirvio))\b"),
    (FactKind.HINDERED, 0.85, rf"\b(?P<value>me (?:lio|confundo|pierdo) (?:con|cuando)[^.!?;,:\n()]{{2,60}}?){END}"),
    (FactKind.HELPED, 0.85, r"\b(?P<value>(?:el |la |los |las |ese |esa |esos |tus? )?(?:dibujos?|pistas?|ejemplos?|tablas?|diagramas?|formulas?|videos?|explicacion|explicaciones|pasos?|truco) me (?:ayud[oa]n?|ayudaron|sirven?|sirvio))\b"),
    (FactKind.HELPED, 0.85, rf"\b(?P<value>me ayuda (?:cuando|que|si)[^.!?;,:\n()]{{2,60}}?){END}"),
    (FactKind.BELIEF, 0.8, rf"\b(?:yo )?(?:pensaba|creia|siempre crei|pense|me dijeron)\s+que (?P<value>(?!era \d|es \d|eran? la)[^.!?;\n]{{8,80}}?){END}"),
)  # fmt: skip

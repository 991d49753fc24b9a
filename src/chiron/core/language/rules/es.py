# ruff: noqa: E501 - patterns are data
"""Spanish, as learners type it. Patterns are tried on folded text: lower case, no accents (so "ñ" reads "n")."""

from __future__ import annotations

import re

from chiron.core.language.rules.shape import Intent, Language, cues

# Possessive (*+, ++): "1/1/1" or "7 = 7 =" could else be cut up in more ways than there is time to try.
_NUM = r"[-+−]?\s*+(?:\d++(?:[.,/]\d++)*+(?:[a-z]{1,2}(?:\^\d)?\b)?(?![a-z])|[a-z]\b|\$[^$]+\$)"
_VALUE = rf"(?P<about>{_NUM}(?:\s*+[-+*/^=]\s*+{_NUM})*+(?:\s*(?:%|cm|mm|km|m|kg|g|l|ml|grados|°|por ciento))?)"
_TERM = r"(?P<about>[^?!.]{1,80}?)"
_END = r"(?: (?:por favor|porfa|porfis|plis|pls|pf|ahora))*[\s?!.]*$"
_Q = r"(?:que|q|k|ke|qe)"
_ANS = r"(?:respuestas?|respusta|resp|solucion|soluciones|resultado)"

SPANISH = Language(
    "es",
    cues(
        {
            Intent.SOLUTION: (
                (0.95, rf"\b(?:dime|dame|dimela|damela|pasame|ensename|muestrame|quiero|necesito|di|da)(?: ya| solo| por favor| directamente)? (?:la|las|el|los) (?:\w+ )?{_ANS}\b|\b(?:dimela|damela) ya\b"),
                (0.9, rf"\b(?:cual(?:es)?|{_Q}) (?:es|son|seria) (?:la|el|las) {_ANS}\b|^(?:la )?{_ANS}(?: {_END})?[?!. ]*$"),
                (0.9, r"\b(?:resuelve(?:lo|melo|la)?|haz(?:lo|melo|me)?|hazme|termina(?:lo)?|contesta(?:lo)?) (?:tu|por mi|los deberes|la tarea|el ejercicio|esto)\b|\bresuelvemelo\b|\bhazmelo\b"),
                (0.8, r"\b(?:ignora|olvida)\b.{0,40}\b(?:reglas|instrucciones)\b|\b(?:mi profe|mi profesora?|la profe) (?:dijo|dice)\b.{0,40}\b(?:respuesta|me digas)"),
            ),
            Intent.MEANING: (
                (0.9, rf"\b{_Q} (?:significa|significan|quiere decir|quieren decir|sinifica|significaba) (?:la palabra |el termino |lo de |eso de |el |la |un |una )?['\"]?{_TERM}['\"]?{_END}"),
                (0.9, rf"\b(?:significado|definicion) de (?:la palabra |el |la |un |una )?['\"]?{_TERM}['\"]?{_END}"),
                (0.9, rf"^(?:puedes |podrias )?(?:define|definir|defineme) (?:el |la |un |una )?['\"]?{_TERM}['\"]?{_END}"),
                (0.8, rf"\bno (?:se|entiendo) {_Q} (?:es|son|significa) (?:el |la |los |las |un |una )?{_TERM}{_END}"),
                (0.62, rf"^(?:y |pero |oye |a ver )*{_Q} (?:es|son|era) (?:el |la |los |las |un |una |eso de )?['\"]?{_TERM}['\"]?{_END}"),
            ),
            Intent.HINT: (
                (0.95, r"\b(?:pista|pistas|pistita|ayudita|consejo|pist)\b"),
                (0.85, r"\b(?:ayuda|ayudame|ayudarme|aiuda|alluda|echame una mano|ayudas)\b"),
                (0.85, rf"\b{_Q} (?:hago|tengo que hacer|debo hacer|hay que hacer|sigue|viene)(?: ahora| primero| luego| despues)?\b|\bcomo (?:empiezo|se empieza|sigo|se hace|lo hago|se resuelve|lo resuelvo|hago esto|comienzo)\b|\bpor donde empiezo\b|\bsiguiente paso\b"),
            ),
            Intent.WHY: (
                (0.9, rf"^(?:y |pero |a ver )*(?:por ?{_Q}|xq|pq|porq|porke|xk)\b(?P<about>.*)$"),
                (0.8, rf"\b(?:por {_Q}|xq|pq)\b(?P<about>.*)$|\b(?:donde|en {_Q}) (?:me he equivocado|me equivoque|esta el error|falle|he fallado)\b|\b{_Q} (?:hice|he hecho|esta) mal\b"),
            ),
            Intent.UPSET: (
                (0.85, r"\b(?:odio|detesto|no soporto) (?:esto|las? \w+|los? \w+|el \w+|todo|mates|estudiar|\w+)\b|\besto (?:es|esta) (?:una )?(?:muy |super |tan )?(?:mierda|tonto|tonteria|estupido|estupidez|injusto|horrible|un rollo|rollo|aburrido|asco|imposible|dificil|un asco)\b"),
                (0.85, r"\b(?:estoy|soy|me siento|toy) (?:muy |tan |super |un |una |bien |ya )*(?:triste|enfadad[oa]|enojad[oa]|frustrad[oa]|cansad[oa]|hart[oa]|tont[oa]|estupid[oa]|nervios[oa]|agobiad[oa]|estresad[oa]|aburrid[oa]|mal[oa]?|inutil|burr[oa]|asustad[oa])\b"),
                (0.85, r"\b(?:me rindo|no puedo mas|no puedo con|nunca (?:lo )?(?:voy a|podre|entendere|aprendere)|siempre (?:fallo|me equivoco)|voy a suspender|quiero llorar|lo dejo|tiro la toalla|no valgo para)\b"),
                (0.8, r"\b(?:muy|demasiado|super|tan|re) (?:dificil|complicado|duro)\b|\b(?:uf+|buf+|puf+|arg+h*)\b|:\(|😭|😢|😡|😤|☹|😞"),
                (0.75, r"\b(?:callate|eres (?:tont[oa]|inutil|un pesado|pesado))\b|\b(?:necesito|quiero) (?:un )?(?:descanso|descansar|parar)\b|\bme duele la cabeza\b"),
            ),
            Intent.STUCK: (
                (0.9, r"\b(?:estoy|toy|sigo|ando) (?:muy |super |bien )?(?:atascad[oa]|perdid[oa]|atorad[oa]|liad[oa]|confundid[oa]|bloquead[oa])\b|^(?:atascad[oa]|perdid[oa])[?!. ]*$|\bme (?:he )?(?:perdido|lio|he liado|perdi|atasque)\b"),
                (0.85, r"\bno (?:lo |la |le |me )?(?:entiendo|entendi|entendido|pillo|se|comprendo|capto|aclaro|enterado|entero|cacho|entiendooo*)(?: (?:nada|esto|eso|como|el|la|lo|que hacer|ni))?\b|\bni idea\b|\bno tengo ni? ?idea\b|\bno se\b|\bnose\b|\bno tiene sentido\b|^(?:eh|que|como|mande|q|ke)\?*$"),
            ),
            Intent.ANSWER: (
                (0.91, rf"^(?:pues |creo que |entonces )*(?:[a-z]|la respuesta) ?(?:=|es|vale) ?{_VALUE}[\s?!.]*$"),
                (0.9, rf"^(?:pues |creo que |a ver |entonces |y )*(?:es|son|seria|sera|sale|me sale|me da|da|la respuesta es|mi respuesta es|es igual a)? ?(?:= ?)?{_VALUE}[\s?!.]*$"),
                (0.8, r"^(?:pues |a ver |entonces )*(?:creo que (?:es|son)|es|seria|la respuesta es|mi respuesta es|elijo|yo digo|diria que(?: es)?|me sale) (?P<about>[^?!.]{1,60})[\s?!.]*$"),
                (0.75, r"^(?:esta bien|es correcto|voy bien|lo tengo bien|he acertado|asi|correcto)[?!. ]*$"),
            ),
            Intent.THANKS: (
                (0.9, r"\b(?:gracias|grax|muchas gracias|mil gracias|grasias|graciass)\b"),
                (0.7, r"^(?:vale|ok|okey|ya|ah+|aja|ya veo|ya entiendo|ahora si|entendido|genial|guay|perfecto|claro|si|sip|bien|ya lo pillo|de acuerdo|listo)(?: (?:vale|ok|ya|gracias|ya veo|ya entiendo|lo pillo))*[!. ]*$"),
            ),
            Intent.GREETING: (
                (0.9, rf"^(?:hola+|ola+|buenas?|buenos dias|buenas (?:tardes|noches)|holi+|hey|{_Q} tal|hola buenas|como estas|{_Q} onda|holaa+)(?: (?:profe|tutor|chiron|{_Q} tal|como estas|buenas|a todos|de nuevo))*[\s?!.,👋]*$"),
                (0.8, r"^(?:adios|hasta luego|hasta manana|chao|chau|nos vemos|bye)[\s!.]*$"),
            ),
            Intent.OFF_TASK: (
                (0.85, r"\b(?:minecraft|roblox|fortnite|tiktok|youtube|netflix|instagram|pokemon|messi|ronaldo|el (?:barca|madrid)|tu (?:comida|color|cancion|animal) favorit[oa]|novia|novio)\b"),
                (0.85, rf"\b(?:eres (?:real|un robot|humano|una persona|chatgpt|una ia|un bot)|quien (?:eres|te (?:hizo|creo))|como te llamas|cuantos anos tienes|cuentame (?:un chiste|algo|una historia)|un chiste|te gusta|de donde eres|escribeme (?:un|una)|canta)\b|\b{_Q} tiempo hace\b|\b{_Q} hora es\b|\bquien gano\b|\bjugamos\b|\bvamos a jugar\b"),
                (0.6, r"^(?:ja(?:ja)+j?a*|je(?:je)+|xd+|lol+|caca|pedo|asdf\w*|bla(?: bla)*)[\s!.]*$"),
            ),
        }
    ),
    re.compile(r"\b(?:por favor|porfa|puedes|podrias|dime|quiero saber|me explicas|explicame|explica|sabes|oye|hola|pues|a ver)\b"),
    re.compile(r"^(?:y |pero |oye |hola |a ver |entonces )*(?:que|q|cual|cuales|quien|donde|cuando|como|cuanto|cuantos|cuantas|es|son|hay|puede|pueden|tiene|tienen|dime|explica\w*|para que)\b"),
)  # fmt: skip

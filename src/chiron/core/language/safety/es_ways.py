# ruff: noqa: E501 - patterns are data
"""Roundabout ways of speaking of distress in Spanish; see :mod:`en_ways` for how they are used.

Plain words without accents, so "ñ" reads "n" and "daño" reads "dano".
"""

from __future__ import annotations

from chiron.core.language.safety.words import Category, Severity, rules

_KIN = (
    r"(?:padre|papa|papi|madre|mama|mami|padrastro|madrastra|padrino|tio|tia|abuelo|abuela|padres|viejo|vieja|hermano|hermana|hermanastro|primo|prima|"
    r"novio|novia|pareja|ex|profe|profesor|profesora|entrenador|cura|vecino|familia|maestro|tutor|cuidadora?|ninera)"
)
_WHO = rf"(?:{_KIN}|el|ella|ellos|alguien|senor|hombre|tipo|chico|chica|chicos|chicas|gente|companer\w+|desconocido|adulto|amig[oa]s?)"
_FRIEND = r"(?:amig[oa]s?|companer[oa]s?|herman[oa]|prim[oa]|novi[oa]|madre|padre|chic[oa]|colega|mama|papa)"
_PILLS = r"(?:pastillas|pildoras|medicinas|medicamentos|medicacion|paracetamol|ibuprofeno|tranquilizantes|somniferos|capsulas|comprimidos)"
_LIMB = r"(?:brazos?|munecas?|piernas?|piel|venas?|muslos?|cuello|mano|manos|barriga)"
_DIE = r"(?:morir(?:me|se|te)?|matar(?:me|se)|muerte|muert[oa]s?|suicid\w+|quitar(?:me|se) la vida|desaparecer|no existir|no despertar)"
_WANT = r"(?:quier[oe]|kier[oe]|qier[oe]|quisiera|querria|ganas de|voy a|va a|prefier[oe]|preferiria|intent\w+|trat[oe] de|tratar de|necesit[oa]|deseo|planea\w*|piens[oa]|decid\w+|gustaria|ojala|amenaza con)"

_SUICIDE = {
    "want": rf"\b{_WANT}(?: \w+){{0,4}} (?:estar muert[oa]|morir(?:me|se)?|matar(?:me|se)|suicidar\w*|suisidar\w*|ahorcar(?:me|se)|colgar(?:me|se)|no (?:existir|vivir|despertar|estar (?:aqui|viv[oa]))|dejar de (?:vivir|existir|respirar)|desaparecer|quitar(?:me|se) la vida)\b(?! de (?:risa|hambre|sueno|aburrimiento|calor|frio|sed|verguenza|asco|ganas))",
    "misspelt": r"\bsui[scz]i[dt]\w*\b|\b(?:kiero|qiero|kero|kyero) (?:morir\w*|matar(?:me)|desaparecer)|\bme (?:kiero|qiero|quiero) (?:morir|matar|ir para siempre|m4tar)\b",
    "thoughts": rf"\b(?:pens\w+|piens\w+|sue[nñ]\w+|imagin\w+|obsesion\w*|buscad\w+|busque|busco)\b(?: \w+){{0,5}} {_DIE}\b|\b(?:pens\w+|piens\w+) en (?:tomar\w*|tirar\w*|saltar|cort\w+|acabar con|hacerme)\b",
    "life-worth": r"\bmi vida (?:ya )?(?:no (?:vale|tiene|merece|importa)|es una mierda|es un infierno|se acabo|esta acabada)\b|\b(?:hart[oa]|cansad[oa]|asque?ad[oa]|aburrid[oa]|agotad[oa]) de (?:\w+ )?(?:vivir|la vida|existir|esta vida|mi vida|estar viv[oa]|todo y de todos|seguir)\b|\bno (?:aguanto|soporto|puedo con) (?:mas )?(?:la vida|esta vida|mi vida|vivir|seguir viviendo)\b|\b(?:sin|ni) ganas de (?:vivir|nada|seguir)\b",
    "why-on": r"\b(?:para|por) que (?:seguir|sigo|vivo|vivir|naci|existo|estoy viv[oa]|continuar|levantarme|despierto)\b(?! (?:multiplic\w+|divid\w+|sum\w+|los pasos|simplific\w+|con (?:el|la|este)))|\bno (?:hay|tengo|le veo|veo|encuentro)(?: \w+)? (?:motivos?|razon|razones|sentido)(?: \w+){0,3} (?:vivir|seguir|levantarme|estar|mi vida|la vida|existir)\b",
    "without-me": r"\b(?:mejor|felices|feliz|tranquil[oa]s?|alivi\w+|descans\w+)(?: \w+){0,4} (?:sin mi\b|si (?:yo )?(?:no (?:estuviera|existiera|estoy)|me (?:muero|muriera|voy|fuera|mato)|desapare\w+))|\bsin mi (?:estarian|seria|serian|todo|vivirian)\b",
    "unmissed": r"\b(?:nadie|quien|alguien)(?: \w+){0,3} (?:daria cuenta|da cuenta|echaria de menos|echara de menos|extranaria|extranara|notaria|llorar\w+|importa\w*)\b[^.]{0,20}\bsi (?:yo )?(?:me |no |desapare\w+|vivo|muero|falto|estoy)|\b(?:a nadie|nadie) le (?:importa\w*)(?: \w+){0,2} si (?:vivo|me|yo|no|estoy|muero)",
    "farewell": r"\b(?:carta|nota|mensaje) de (?:despedida|suicidio|adios)\b|\b(?:mi|el) ultimo (?:mensaje|dia|adios)\b(?! de (?:clase|curso|cole|vacaciones))|\badios a todos\b|\bno (?:me volver\w+|volvereis|volveran) a ver(?:me)?\b|\b(?:dile|decidle|diganle|digan|diles|dile a)\b[^.]{0,25}\b(?:que (?:l[oae]s?|los|las) (?:quiero|amo)|perdon|que lo siento)\b|\b(?:regal\w+|regale|doy|dando|repart\w+) (?:todas |todos )?mis cosas\b|\b(?:elegi\w*|tengo|decidi\w*|pens\w+|escogi\w*)(?: \w+){0,2} (?:el|un) (?:dia|metodo|plan|lugar)\b(?=[^.]{0,30}(?:\b(?:para|morir\w*|calma|ya|hacerlo|paz|matar\w*)|$))",
    "accident": r"\b(?:ojala|quisiera|espero|deseo|no me importaria|me gustaria)\b[^.]{0,20}\b(?:atropell\w+|un (?:coche|camion|tren|bus|accidente|rayo)|cancer|muera|muriera|me mat\w+|caiga un)\b|\b(?:ojala|desear\w*|deseo|prefer\w+)(?: \w+){0,2} no (?:haber|hubiera|hubiese) nacido\b|\bojala (?:\w+ )?(?:me|te) (?:muera|mueras|muriera|murieras|mate|matara)\b|\bno deber\w+ (?:existir|haber nacido|estar (?:aqui|viv[oa]))|\bsoy un (?:error|estorbo|desperdicio)\b",
    "pills": rf"\b(?:tom\w+|trag\w+|meter\w*|comi\w*|ingeri\w*)\b[^.]{{0,20}}\b(?:todas?|todos|muchas?|muchos|demasiad[oa]s|un monton|bote|caja|frasco|punado|blister|tantas)\b[^.]{{0,15}}\b{_PILLS}\b(?! al dia)|\bcuant[oa]s {_PILLS}\b(?=[^.]{{0,25}}\b(?:morir\w*|matar\w*|dormir\w*|peligros\w+|no despertar|demasiadas|mortal\w*|hacen falta|hay que))|\b(?:beber|tomar|tragar)(?:me)? (?:lejia|veneno|cloro|matarratas)\b|\bsobredosis\b",
    "jump": r"\b(?:tirar|lanzar|arrojar|tir[eo]|lanz[eo])(?:me|se|rme)?\b(?: \w+){0,3} (?:ventana|balcon|puente|tejado|azotea|tren|metro|vias|edificio|rio|carretera|coches?)\b|\b(?:me|se) (?:tir[oae]|lanz[oae]|va a tirar|quiere tirar|voy a tirar|iba a tirar)\b(?: \w+){0,3} (?:ventana|balcon|puente|tejado|azotea|tren|metro|vias|edificio)\b|\b(?:nudo (?:de )?(?:la )?(?:horca|corredizo|ahorcado)|soga)\b|\b(?:subid[oa]|estoy|en|desde|al borde de) (?:\w+ )?(?:la azotea|el tejado|la cornisa|las vias|la barandilla)\b(?! (?:del problema|mide))",
    "stop": r"\b(?:quiero|necesito|ojala|deseo|quisiera|solo)(?: \w+){0,2} que (?:todo |esto |se )?(?:pare|acabe|termine|se acabe|se detenga|desaparezca|se pase)(?: (?:todo|el dolor|este dolor|este sufrimiento|de una vez|ya todo|para siempre))\b|\bque todo (?:pare|acabe|termine|se acabe)\b(?! ya la)|\bque pare el dolor\b|\bacabar con (?:todo|mi (?:vida|dolor|sufrimiento)|esto para siempre|su vida)\b|\bdormir(?:me)? (?:para siempre|y no (?:volver a )?despertar)|\b(?:dormir|dormirme) y no despertar\w*\b",
    "friend": rf"\b{_FRIEND}\b[^.]{{0,45}}\b(?:se (?:quiere|va a|quieren|intento) (?:morir|matar|suicidar|tirar|cortar)|matarse|suicidarse|quitarse la vida|no quiere (?:vivir|seguir (?:viviendo|aqui|adelante))|se (?:ha tomado|tomo) (?:muchas|un monton|todas|pastillas|demasiadas)|se corta\b(?! el pelo)|se hace dano|se autolesion\w+)",
    "mom-said": r"\b(?:dice|dijo|dicen|grita|repite)\w*(?: \w+){0,3} (?:ojala (?:\w+ )?(?:me|no)|que no (?:deberia|tenia que) haber nacido|que me muera|que me mate|se arrepiente de tenerme|que soy un error|que se quiere morir)",
    "tomorrow": r"\b(?:no se si|dudo que|no creo que)\b(?: \w+){0,4} (?:siga|seguir|estar|este|llegue|despierte|despertar|viva|pase de)(?: \w+){0,2} (?:aqui|viv[oa]|manana|a los \d+|de hoy|de esta noche)\b|\bno (?:llegare|voy a llegar) (?:a los \d+|a manana|viv[oa])\b",
}
_HARM = {
    "cut": rf"\b(?:me|se) (?:cort[oae]|corta|rajo|raja|quem[oa]|pinch[oa]|aran[oa]|muerd[oe]|golpe[oa]|peg[oa]|clav[oa]|hag[o]|hace|arranco)\b(?: \w+){{0,5}} (?:{_LIMB}|hasta|sangr\w+|a proposito|dano|cuando (?:estoy|me siento|saco|todo)|mechero|cuchilla|para (?:sentir|calmar\w*|no)|pared|porque me lo merezco)\b",
    "recut": r"\b(?:volvi|vuelto|volver|empece|empezado|empezar|dej\w+ de|ganas de|parar de|sin) (?:\w+ )?(?:a )?(?:cortar(?:me|se)|hacerme dano|autolesion\w+|rajarme|quemarme)\b|\b(?:mis|los|sus|tapar|esconder|vean los|vean mis) cortes\b|\bmanga larga\b[^.]{0,30}\b(?:vea\w*|not\w+|tapar|cortes|marcas|brazos)",
    "tools": rf"\b(?:cuchillas?|sacapuntas|mechero|tijeras|cristal|compas|cuter|navaja|aguja)\b[^.]{{0,25}}\b(?:mis|los|las|el|la|en mi) {_LIMB}\b",
    "bleed": r"\b(?:sangr\w+)\b[^.]{0,15}\b(?:mucho|no para|sin parar|por todas|y no)\b|\bhasta (?:sangrar|que sang\w+)\b|\bno para de sangrar\b",
    "safe": r"\b(?:a salvo|segur[oa])(?: \w+)? (?:conmigo|en (?:mi )?casa|con (?:mi|el|ella))\b|\bmiedo de (?:mi mism[oa]|lo que pueda hacer\w*)|\bhacer(?:me)? (?:algo malo|una locura|una tonteria)\b|\bme (?:castigo|merezco (?:el dolor|sufrir|que me))\b",
    "voices": r"\b(?:oigo|escucho|oir|hay) (?:unas? )?(?:voces|voz)\b(?! (?:pasiva|activa|de la profe))|\b(?:voces|voz)\b[^.]{0,15}\b(?:me dicen?|en mi cabeza)",
}
_DANGER = {
    "unwell": rf"\b{_FRIEND}\b[^.]{{0,20}}\bno (?:se )?(?:despierta|respira|responde|reacciona|se mueve|contesta desde)\b|\b(?:esta|quedo) inconsciente\b|\bno (?:despierta|respira) (?:mi|el|ella)\b",
    "intruder": r"\b(?:alguien|hombre|hombres|tipo|ladron|gente|desconocido)\b[^.]{0,25}\b(?:entrar|entrado|entro|colado|dentro) (?:\w+ )?(?:en|de|a) (?:mi|la|nuestra) casa\b|\b(?:alguien|hombre|tipo|coche|el|desconocido) (?:\w+ )?(?:me (?:sigue|persigue|esta siguiendo|viene siguiendo|espia))\b",
    "call": r"\b(?:llam(?:a|ad|en|e|ar)|necesito|mand(?:a|en|ad)|avis(?:a|en|ad))(?: \w+){0,2} (?:la policia|una ambulancia|al 112|al 911|ayuda por favor ya|policia|ambulancia)\b|\bemergencia\b[^.]{0,15}\b(?:casa|madre|padre|herman|sangre)",
    "weapon": rf"\b(?:{_WHO})\b[^.]{{0,12}}\b(?:tiene|tenia|lleva|saco|cogio|agarro|con) (?:un |una |el |la )?(?:cuchillo|pistola|arma|navaja|machete|hacha|bate|escopeta)\b|\b(?:nos|me) (?:va|van|quiere|quieren) a? ?(?:matar|quemar|disparar)(?: a tod[oa]s)?\b(?! (?:si|cuando|como|por|porque|de risa)\b)",
    "attack": r"\b(?:se van|se va|vais) a (?:enterar|arrepentir)\b|\b(?:pistola|escopeta|arma|cuchillo|navaja) de mi (?:padre|tio|abuelo|madre|hermano)\b|\b(?:voy a|quiero|pienso|vamos a) (?:matar(?:l[oae]s?)|apunalar(?:l[oae]s?)?|disparar(?:les?)?|hacerles? dano|hacer dano a|vengarme|quemar (?:el|la) (?:cole\w*|instituto|escuela|clase))\b",
    "pregnant": r"\b(?:estoy|creo que estoy|quede|me quede|puedo estar) (?:embarazada|prenada)\b|\b(?:casar(?:me)?|boda|casarse)\b[^.]{0,35}\b(?:obliga\w*|mayor|no quiero|viejo|forz\w+|hombre)\b|\bme (?:quieren|obligan a|van a|hacen) casar\w*\b",
}
PLAIN = (
    *rules(Category.SUICIDE, Severity.URGENT, _SUICIDE),
    *rules(Category.SELF_HARM, Severity.URGENT, _HARM),
    *rules(Category.THREAT, Severity.URGENT, _DANGER),
)

_T_ABUSE = {
    "hurts": rf"\b{_WHO}\b[^.]{{0,25}}\b(?:me|nos) (?:\w+ )?(?:ahog\w+|estrangul\w+|tira\b|tiro\b|empuj\w+|arrastr\w+|agarr\w+|jal\w+|muerd\w+|escup\w+|patea\w*|peg\w+|golpe\w+|insult\w+|grit\w+|humill\w+|castig\w+|quem\w+|rompio|lastim\w+|encerr\w+|encierr\w+|amenaz\w+|control\w+|oblig\w+)\b|\bme (?:ahog\w+|estrangul\w+|agarr\w+ (?:del|de la|por el))\b|\b(?:cinturon|correa|chancla|palo|cable|zapatilla)\b",
    "them": rf"\b{_WHO}\b[^.]{{0,20}}\b(?:ha )?(?:empuj\w+|peg\w+|golpe\w+|ahog\w+|estrangul\w+|insult\w+|maltrat\w+|tirado) a (?:mi|mama|papa)\b|\b(?:padres|papas|ellos)\b[^.]{{0,15}}\b(?:pele\w+|grit\w+|discut\w+)\b[^.]{{0,35}}\b(?:cuchillo|miedo|golpe\w*|peg\w+|todas las noches|escond\w+|sangre|llor\w+|policia)\b",
    "drunk": rf"\b{_WHO}\b[^.]{{0,35}}\b(?:borrach[oa]|bebe\b|bebid[oa]|drogad[oa]|se droga|toma mucho|alcohol\w*)\b|\bbebe y\b",
    "hide": r"\b(?:nos|me|estoy|estamos|hemos|tengo que)(?: \w+){0,2} (?:escond\w+|encerrad\w+)\b(?! (?:la respuesta|el movil))|\b(?:rompe|rompio|tira|destroza|golpea) (?:todo|cosas|las cosas|platos|la puerta|las puertas|los muebles)\b",
    "touch": rf"\b(?:{_WHO})\b[^.]{{0,40}}\b(?:me (?:toc\w+|bes\w+|manose\w+|abraza y|desvist\w+|mira (?:en la ducha|mientras|desnud\w+)|espia|graba)|se (?:mete|metio|mete conmigo|tumba|acuesta) (?:en|a|conmigo)(?: \w+)? ?(?:cama|cuarto|ducha|habitacion)?|me hac\w+ (?:cosas|eso))\b|\bme toca\b(?! (?:el turno|a mi|hacer|salir|estudiar|ahora|la pregunta|el ejercicio|repasar|entregar|exponer|jugar|limpiar))|\bme (?:oblig\w+|forz\w+|presion\w+) (?:a )?(?:\w+ )?(?:relaciones|sexo|besar\w*|tocar\w*|desnud\w+|hacer cosas|hacerlo|acostar\w*|cosas)\b|\brelaciones (?:sexuales )?con\b[^.]{0, 20}\b(?:no quiero|oblig\w+|adulto|mayor)",
    "secret": r"\b(?:si (?:lo|se lo) (?:cuento|digo)|no (?:se lo )?(?:cuent\w+|dig\w+)|que no (?:lo|se lo) (?:cuente|diga)|prometi no)\b[^.]{0,30}\b(?:nadie|dano|mata\w*|mama|papa|madre|padre|hermana|hermano|pasara|creer\w*)\b|\bsecreto\b[^.]{0,30}\b(?:incomod\w+|miedo|toca|juego|el|mayor)",
    "alone": rf"\b(?:sol[oa]s?) en casa\b[^.]{{0,30}}\b(?:dias|desde|semana|no se donde|hambre|sin)\b|\b(?:dias|semana|desde)\b[^.]{{0,20}}\bsol[oa]s? en (?:mi )?casa\b|\bno se donde esta\w* (?:mi|mis) {_KIN}\b|\b(?:no hay|sin|no tenemos) (?:nada de )?(?:comida|comer|luz)\b[^.]{{0,15}}\b(?:casa|dias|aqui)\b|\b(?:me|nos) (?:deja|dejan|dejo|dejaron) (?:sin (?:comer|cenar|comida|salir de|dormir)|sol[oa]s? (?:\w+ )?dias|fuera de casa|encerrad\w+)\b",
    "fear": rf"\b(?:miedo|terror|panico|asustad[oa]|aterrad[oa])\b[^.]{{0,20}}\b(?:(?:de|a|con) (?:mi|el|ella) ?{_KIN}?|volver a casa|ir a casa|mi casa|ir al (?:cole\w*|insti\w*)|ir a clase|que me|que se entere\w*|que le haga)\b(?! (?:examen|nota|control|pregunte|suspenda))|\bno (?:quiero|puedo|me atrevo a)(?: \w+)? (?:ir|volver|regresar|estar|vivir)(?:me)? (?:a|en|con) (?:mi )?(?:casa|mi padre|mi madre|mis padres|el cole\w*)\b",
    "online": r"\b(?:internet|instagram|insta|whatsapp|discord|tik ?tok|snap\w*|telegram|online|redes|chat)\b[^.]{0,55}\b(?:quedar|quedado|fotos?|video|desnud\w+|secreto|mayor|adulto|direccion|miedo|amenaz\w+|conocerme|chantaj\w*|dinero|camara)\b|\b(?:pide|pidio|piden|quiere|manda|mande|mandar|publicar|publique|subir|ensenar|difundir|pasar|pasado|compart\w+)\b(?: \w+){0,4} (?:fotos?|videos?|imagenes)\b(?: \w+){0,3} ?(?:mi[ao]s?|desnud\w+|sin ropa|intim\w+|si no|del cuerpo|por (?:el|la|todo))",
}
_T_BULLY = {
    "group": r"\b(?:me|conmigo)(?: \w+)? (?:acosan|insultan|humillan|escupen|empujan|pegan|encierran|persiguen|excluyen|ignoran todos|rodean|graban|tiran (?:cosas|piedras|la mochila)|meten (?:la cabeza|en el)|hacen (?:bullying|la vida imposible|el vacio)|llaman (?:\w+ )?(?:gord\w|feo|fea|perr\w|maric\w+|put\w|rar\w|monstruo|inutil|cerd\w|basura|negr\w)|roban|esperan (?:a la salida|fuera|para)|quitan (?:el dinero|la comida|mis cosas))\b|\b(?:se burlan|se rien|se meten|hablan mal|pasan) (?:de mi|conmigo)\b|\bnadie (?:se sienta|habla|juega|quiere (?:estar|sentarse)) conmigo\b",
    "tell-die": r"\b(?:dicen|dijeron|escriben|mandan|ponen|dice)\b(?: \w+){0,4} (?:que me (?:mate|muera|suicide|tire|ahorque|cuelgue|corte)|matate|muerete|suicidate)\b",
    "threat": r"\b(?:amenaz\w+|me van a (?:pegar|matar|rajar|reventar|esperar|grabar)|darme una paliza|pegarme a la salida)\b|\bfotos? (?:mia|mio|de mi)s?\b[^.]{0,30}\b(?:cole\w*|clase|todo|grupo|desnud\w+|instituto)\b",
}
_T_HOME = {
    "go": r"\b(?:me|nos) (?:voy a |vamos a |he |hemos |quiero )?(?:escap\w+|fug\w+|ido|ir|largar|largo|marcho|marchar)(?: \w+){0,2} (?:de casa|para siempre|esta noche|y no (?:vuelvo|volver\w*)|sin decir)\b|\b(?:duermo|dormimos|dormir|durmiendo|duerme) en (?:la|un|el|una) (?:calle|estacion|parque|coche|banco|portal|carro|cajero)\b|\b(?:me|nos) (?:\w+ )?(?:echad[oa]|echaron|echan|echar|van a echar|botaron|corrieron|sacaron) (?:a la calle|de (?:mi )?casa|del piso)?\b(?! (?:del|de la) (?:juego|clase|equipo|chat|partida))|\b(?:sin|no tengo) (?:casa|techo|hogar|donde (?:ir|dormir|vivir|quedarme))\b",
}
_T_EAT = {
    "weight": r"\b(?:sin comer|dejado de comer|deje de comer|dejar de comer|no como|no he comido|no quiero comer|apenas como|casi no como)\b(?=[^.]{0,60}\b(?:gord\w|adelgaz\w+|engord\w+|peso|kilos|delgad\w|dias|semanas?|cuerpo|fe[ao]|flac\w|desmay\w*|pelo|merezco)\b)|\b(?:llevo|hace|desde hace) \w+ dias sin (?:comer|probar)|\b(?:odio|asco|no soporto|me da asco) (?:mi|a mi|de mi) (?:cuerpo|barriga|cara|reflejo|figura)\b|\bsolo (?:como|ceno|tomo|bebo)\b[^.]{0,20}\b(?:al dia|a la semana|manzana|agua|lechuga|calorias)\b|\b(?:para|por) no (?:engordar|coger peso|subir de peso)\b|\b(?:kilos|calorias)\b[^.]{0,25}\b(?:gord\w|bajar|pesar|menos de|cuento|perder|obsesion\w*)\b|\b(?:bajar|pesar|perder|llegar) (?:de|a|menos|hasta)?(?: \w+)? ?(?:\d+ )?kilos\b",
    "purge": r"\bvomit\w+\b(?=[^.]{0,60}\b(?:comer|como|comida|gord\w|culpa\w*|asc\w+|asqueros\w+|cena|todos los dias|meto|cada)\b)|\b(?:comer|como|comida|cen\w+)\b[^.]{0,35}\b(?:vomit\w+|culpa\w*|asc[oa]|asqueros\w+|verguenza|castig\w+|me odio)\b|\batrac\w+|\blaxantes?\b",
}
_T_LOW = {
    "hope": r"\b(?:no (?:hay|tengo|queda|veo|me queda)|sin|perdi\w* (?:la|toda)) (?:ninguna |mas |la )?(?:esperanza|salida|futuro|luz|ilusion|fuerzas para (?:seguir|vivir|nada))\b(?! (?:del|de este) (?:laberinto|problema|ejercicio))|\b(?:todo|mi vida|la vida) (?:\w+ )?(?:es|esta|lo veo|va) (?:\w+ )?(?:negr[oa]|oscur[oa]|una mierda|un infierno|mal y)\b|\bnada (?:va a|tiene|merece|me) (?:mejorar|cambiar|sentido|importa|hace feliz|la pena)\b",
    "empty": r"\b(?:siento|sentirme|estoy|sintiendo|soy)(?: \w+)? (?:vaci[oa]|rot[oa]|muert[oa] por dentro|una mierda|basura|una basura|hundid[oa]|atrapad[oa]|invisible|un asco|una carga|un estorbo|una decepcion|destrozad[oa])\b(?! (?:en|con) (?:mates|las? fraccion\w*|este|esto|algebra))|\bno (?:siento nada|valgo nada|valgo para nada|puedo mas con (?:todo|mi vida|la vida)|me soporto|me aguanto)\b|\b(?:me odio|me doy asco)\b",
    "cry": r"\b(?:llor[oa]|llorar|llorando|lloro)\b[^.]{0,20}\b(?:todas? las? noches?|todos los dias|cada (?:noche|dia)|sin parar|a escondidas|hasta dormirme|sin motivo|sol[oa])\b|\bno (?:puedo )?par\w+ de llorar\b",
    "alone": r"\b(?:estoy|siento|completamente|totalmente|muy|tan) (?:\w+ )?sol[oa]\b(?! (?:en este ejercicio|un minuto|con este problema))|\bnadie (?:me )?(?:quiere|escucha|entiende lo que siento|ayuda|me habla|cree)\b(?! (?:este|el ejercicio|las mates))|\bno tengo (?:a nadie|amigos|con quien)\b",
    "drink": r"\b(?:emborrach\w+|drog\w+|alcohol|porros)\b[^.]{0,30}\b(?:todas las noches|todos los dias|dejarlo|cada noche)\b|\b(?:beb\w+|emborrach\w+|fum\w+|drog\w+|alcohol|porros)\b[^.]{0,30}\b(?:olvidar|no (?:pensar|sentir)|aguantar)\b|\b(?:falta el aire|no puedo respirar|no respiro)\b|\bataques? de (?:panico|ansiedad|nervios)\b|\bansiedad\b[^.]{0,20}\b(?:no puedo|horrible|todo el|noches?|dias?)",
}
THEMES = (
    *rules(Category.ABUSE, Severity.URGENT, _T_ABUSE),
    *rules(Category.THREAT, Severity.URGENT, _T_BULLY),
    *rules(Category.RUNAWAY, Severity.URGENT, _T_HOME),
    *rules(Category.EATING, Severity.CONCERN, _T_EAT),
    *rules(Category.DESPAIR, Severity.CONCERN, _T_LOW),
)

ALLOWED = (
    r"\bcelulas? (?:\w+ ){0,2}(?:suicid\w+|se (?:mata\w*|suicida\w*))\b|\bsuicid\w+ (?:de|en) (?:la |las |una |unas )?celulas?\b|\bbolsas? suicid\w+\b|\bse suicidan? las? celulas?\b",
    r"\b(?:personaje|protagonista|heroe|heroina|romeo|julieta|hamlet|ofelia|melibea|hitler|neron|cleopatra|socrates|rey|reina|emperador|poeta|autora?|narrador)s? (?:\w+ ){0,3}(?:se (?:mata|mato|suicida|suicido|ahorca|ahorco|apunala|envenena|tira)|muere|murio|quiere (?:morir|matarse))\b",
    r"\bme (?:he cortado|corte|he quemado|queme|hice dano|he hecho dano|pegue)(?: \w+){0,4} (?:papel|dedo|pelo|unas|flequillo|sarten|horno|plancha|cocinando|cocina|jugando|futbol|patinando|pelando|sin querer|entrenando|gimnasia)\b",
    r"\b(?:que|la|una|gran|define|significa|palabra|de) (?:\w+ )?depresion\b(?! (?:que tengo|y|me|desde|tengo))",
    r"\b(?:quiero|voy a|podria|ganas de) (?:matar|estrangular) a mi (?:hermano|hermana|primo|prima|amig[oa]|perro|gato)\b(?: (?!(?:yo|me|mi mism[oa]|cuchillo|pistola|noche|manana|dano|plan)\b)\w+){0,8} (?:jaj\w*|jej\w*|lol|xd|es broma)\b",
    r"\b(?:me odio|me mataria|me quiero (?:morir|matar)) (?:por|cuando) (?:olvid\w+|equivoc\w+|me (?:equivoc\w+|olvid\w+)|no (?:ver|poner)|perder|fallar)\b|\b(?:va a|van a|puede) acabar conmigo\b",
    r"\b(?:quiero|puedo|podemos|vamos a|quisiera) (?:terminar|acabar|parar|dejar) (?:la (?:sesion|leccion|clase)|aqui|esto|el (?:tema|ejercicio)|por hoy|ya)\b|\bque (?:esto|la clase|el tema|la leccion) (?:acabe|termine)(?: ya)?\b",
    r"\bno (?:aguanto|soporto|puedo con) mas? ?(?:problemas?|ejercicios?|fraccion\w*|preguntas?|el algebra|las mates|deberes|ecuacion\w*)\b|\b(?:casi |por poco )me muero (?:al|del susto|cuando|de)\b|\bmuert[oa] de (?:cansancio|sueno|hambre|risa|miedo|calor|frio|sed|aburrimiento|verguenza|ganas)\b|\b(?:cerebro|movil|bateria|telefono|ordenador|raton) (?:\w+ )?muert[oa]\b|\bmuero por (?:saber|ver|conocer|un\w*)\b",
)

LESSON = r"|\b(?:terminos?|parentesis|menos|signos?|variables?|exponentes?|racha|control|capitulo|tema|cuento|historia|poema|siglo|fotosintesis|glucosa|luz|parasitos?|huesped|cuadrado|triangulo|angulo|grafica|decimal\w*|suma|metros?|km|litros?|dividi\w*|multiplic\w*|restar?|teclado|leccion|ejercicios?|vacaciones|viaje|broma)\b"

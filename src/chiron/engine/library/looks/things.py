"""Words beside numbers: what is counted whole, what is measured from nothing upwards, what may be below zero."""

from __future__ import annotations

_PEOPLE = """
person persons people child children student students pupil pupils learner learners friend friends teacher teachers
player players guest guests visitor visitors worker workers adult adults boy boys girl girls man men woman women
passenger passengers member members family families team teams runner runners swimmer swimmers neighbour neighbours
patient patients persona personas niño niños niña niñas alumno alumnos alumna alumnas estudiante estudiantes amigo
amigos amiga amigas profesor profesores jugador jugadores jugadora jugadoras invitado invitados visitante visitantes
trabajador trabajadores adulto adultos pasajero pasajeros miembro miembros familia familias equipo equipos vecino
vecinos vecina vecinas paciente pacientes
"""
_THINGS = """
apple apples orange oranges banana bananas mango mangoes egg eggs book books ticket tickets car cars bus buses bike
bikes bicycle bicycles chair chairs table tables tree trees plant plants seed seeds ball balls marble marbles bead
beads coin coins card cards stamp stamps sweet sweets cookie cookies sandwich sandwiches bottle bottles box boxes bag
bags pen pens pencil pencils photo photos page pages tile tiles brick bricks button buttons shirt shirts flower
flowers house houses room rooms dog dogs cat cats goat goats sheep hen hens cow cows fish bird birds cell cells
message messages game games goal goals step steps seat seats row rows manzana manzanas naranja naranjas plátano
plátanos huevo huevos libro libros entrada entradas billete billetes coche coches autobús autobuses bicicleta
bicicletas silla sillas mesa mesas árbol árboles planta plantas semilla semillas pelota pelotas canica canicas moneda
monedas carta cartas sello sellos caramelo caramelos galleta galletas bocadillo bocadillos botella botellas caja cajas
bolsa bolsas lápiz lápices foto fotos página páginas baldosa baldosas ladrillo ladrillos botón botones camisa camisas
flor flores casa casas habitación habitaciones perro perros gato gatos cabra cabras oveja ovejas gallina gallinas vaca
vacas pez peces pájaro pájaros célula células mensaje mensajes asiento asientos fila filas
"""
_MEASURES = """
cm mm km m kg g mg l ml metre metres meter meters kilometre kilometres kilometers centimetre centimetres gram grams
kilogram kilograms kilo kilos litre litres liter liters hour hours minute minutes second seconds day days week weeks
month months year years euro euros dollar dollars pound pounds cent cents soles rupees ringgit peso pesos metro metros
kilómetro kilómetros centímetro centímetros gramo gramos kilogramo kilogramos litro litros hora horas minuto minutos
segundo segundos día días semana semanas mes meses año años dólar dólares libra libras céntimo céntimos
"""
COUNTED = frozenset((_PEOPLE + _THINGS).split())
"""Whole or nothing: no half of one is told of."""
AMOUNTS = frozenset(_MEASURES.split())
"""Lengths, masses, times, prices: never below zero."""
OLD = frozenset(("year", "years"))

_SIGNS = """
change differ below above level debt owe balance account profit loss deep depth north south left right down before ahead
cambi diferenc debajo encima nivel deuda debe saldo cuenta ganancia pérdida profund izquierda derecha antes
"""
SIGNED = tuple(_SIGNS.split())
"""Where one of these is near, an amount may be below zero."""

PARTS = (
    "of the (?:class|children|students|pupils|people|learners|cells|population|votes|seats|water|area|members)",
    "de (?:la clase|los niños|los alumnos|los estudiantes|las personas|las células|la población|los votos)",
)
"""A percentage of these is a part of them."""

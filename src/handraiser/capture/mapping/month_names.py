"""Names of months and weekdays in seven languages."""

_MONTHS = """
jan january januar januari jänner jaenner janv janvier ene enero gen gennaio janeiro
feb february februar februari feber févr fevr fév février fevrier febrero febbraio fev fevereiro
mar march mär maerz märz mrz mars marzo março marco maart mrt
apr april avr avril abr abril aprile
may mai mayo mag maggio maio mei
jun june juni juin junio giu giugno junho
jul july juli juil juillet julio lug luglio julho
aug august août aout agosto ago augustus
sep sept september septembre septiembre set settembre setembro
oct october okt oktober octobre octubre ott ottobre out outubro
nov november novembre noviembre novembro
dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro
"""

MONTHS: dict[str, int] = {
    name: number for number, line in enumerate(_MONTHS.strip().splitlines(), start=1) for name in line.split()
}

WEEKDAYS = (
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "mo", "di", "mi", "do", "fr", "sa", "so",
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
    "mié", "jue", "vie", "sáb", "dom", "gio", "sab",
    "seg", "ter", "qua", "qui", "sex", "ma", "wo", "vr", "za", "zo",
)  # fmt: skip

"""Names of months in eleven languages, and of weekdays in seven."""

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

# Polish, Czech, Turkish and the Scandinavian languages, where they differ.
_MORE_MONTHS = """
sty styczeń stycznia leden ledna oca ocak
lut luty lutego úno únor února şub şubat
marzec marca bře březen března mart marts
kwi kwiecień kwietnia dub duben dubna nis nisan
maj maja kvě květen května mayıs
cze czerwiec czerwca čvn červen června haz haziran
lip lipiec lipca čvc červenec července tem temmuz
sie sierpień sierpnia srp srpen srpna ağu ağustos augusti
wrz wrzesień września zář září eyl eylül
paź październik października říj říjen října eki ekim
lis listopad listopada kas kasım
gru grudzień grudnia pro prosinec prosince ara aralık desember
"""

MONTHS: dict[str, int] = {
    name: number
    for listed in (_MONTHS, _MORE_MONTHS)
    for number, line in enumerate(listed.strip().splitlines(), start=1)
    for name in line.split()
}

WEEKDAYS = (
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "mo", "di", "mi", "do", "fr", "sa", "so",
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
    "mié", "jue", "vie", "sáb", "dom", "gio", "sab",
    "seg", "ter", "qua", "qui", "sex", "ma", "wo", "vr", "za", "zo",
)  # fmt: skip

"""Names of countries that the ISO list and its translations lack: colloquial, old and short ones."""

_WRITTEN: dict[str, str] = {
    "AE": "uae, emirates, vae, eau, abu dhabi, dubai",
    "AT": "oesterreich, republik osterreich",
    "BA": "bosnia, bosnien, bosnie, bih",
    "BE": "belgique, belgie, belgien",
    "BO": "bolivia",
    "BR": "brasil, brazilia",
    "BY": "belarus, belorussia, weissrussland, bielorussia",
    "CD": "dr congo, drc, congo kinshasa, democratic republic of congo, zaire, congo democratic republic",
    "CG": "congo, congo brazzaville, republic of congo",
    "CH": "schweiz, suisse, svizzera, switzerland ch, helvetia, swiss",
    "CI": "ivory coast, cote divoire, elfenbeinkuste",
    "CN": "china, prc, peoples republic of china, mainland china, p r china, pr china, volksrepublik china",
    "CV": "cape verde",
    "CZ": "czech republic, czech, cesko, ceska republika, tschechien, tchequie, tschechische republik",
    "DE": (
        "germany, deutschland, brd, bundesrepublik deutschland, federal republic of germany, ger, "
        "alemania, duitsland"
    ),
    "DO": "dominican rep",
    "ES": "espana, kingdom of spain, esp",
    "FR": "france metropolitaine, republique francaise",
    "FK": "falklands",
    "GB": (
        "uk, u k, great britain, gb, england, scotland, wales, northern ireland, britain, united kingdom uk, "
        "gbr, grossbritannien, gran bretagna, grande bretagne, gran bretana, reino unido, royaume uni, "
        "inghilterra, angleterre, inglaterra, schottland, engeland, groot brittannie"
    ),
    "GE": "georgia country, republic of georgia",
    "GR": "el, hellas, ellada, greece, ellas",
    "HK": "hong kong sar, hongkong, hong kong china",
    "IE": "eire, republic of ireland, irish republic",
    "IL": "israel",
    "IN": "india, bharat",
    "IR": "iran, islamic republic of iran, persia",
    "IT": "italia, ita",
    "JP": "japan, nippon",
    "KH": "kampuchea",
    "KP": "north korea, nordkorea, dprk, corea del norte, coree du nord",
    "KR": (
        "korea, 한국, south korea, republic of korea, sudkorea, rok, korea south, korea republic, corea del "
        "sur, coree du sud"
    ),
    "LA": "laos",
    "MD": "moldova, moldavia, moldawien",
    "MK": "macedonia, mazedonien, fyrom",
    "MM": "burma, birma",
    "MO": "macau, macao sar",
    "NL": "holland, the netherlands, nederland, niederlande, pays bas, paises bajos, paesi bassi, netherland",
    "PH": "philippines, the philippines, philipines, phillipines, filipinas",
    "PS": "palestine, palestinian territories, west bank, gaza",
    "RO": "rumania, roumania",
    "RS": "serbia, srbija, serbia and montenegro",
    "RU": "russia, россия, ussr, russland, rossiya, russie, rusia",
    "SA": "saudi, saudi arabia, ksa, kingdom of saudi arabia",
    "SK": "slovak republic, slowakei",
    "ST": "sao tome",
    "SY": "syria",
    "SZ": "swaziland",
    "TL": "east timor",
    "TR": "turkey, turkiye, turkei, turquie, turquia, turchia",
    "TT": "trinidad, trinidad tobago",
    "TW": "taiwan, roc, taiwan roc, chinese taipei, formosa",
    "TZ": "tanzania",
    "US": (
        "us, usa, u s, u s a, united states, united states of america, america, estados unidos, etats unis, "
        "vereinigte staaten, vereinigte staaten von amerika, stati uniti, verenigde staten, eeuu, "
        "ee uu, amerika, "
        "the us, the usa, the states, unites states, united state, eua, etats unis damerique"
    ),
    "VA": "vatican, vatican city, holy see",
    "VE": "venezuela",
    "VN": "vietnam, viet nam",
    "XK": "kosovo",
    "ZA": "rsa, south africa, sudafrika, afrique du sud, sudafrica",
}

# Folded name -> alpha-2.
ALIASES: dict[str, str] = {
    name.strip(): code for code, names in _WRITTEN.items() for name in names.split(",")
}

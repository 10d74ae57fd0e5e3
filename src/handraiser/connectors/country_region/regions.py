"""The four regions in which companies organise their sales, and the countries of each."""

from handraiser.kit.words import words

REGIONS = ("EMEA", "North America", "LATAM", "APAC")

_COUNTRIES = {
    "North America": words("US CA BM GL PM UM"),
    "LATAM": words(
        """
        MX GT BZ SV HN NI CR PA CO VE EC PE BO CL AR UY PY BR GY SR GF FK GS CU DO HT JM PR BS BB TT LC VC GD AG
        DM KN AI MS VG VI KY TC AW CW SX BQ GP MQ BL MF BV
        """
    ),
    "APAC": words(
        """
        CN HK MO TW JP KR KP MN IN PK BD LK NP BT MV AF MM TH LA KH VN MY SG ID BN PH TL AU NZ PG FJ SB VU NC PF
        WS TO TV KI NR FM MH PW GU MP AS CK NU TK WF PN NF CX CC IO HM TF
        """
    ),
    # Europe, the Middle East and Africa, and the countries between Europe and China that are sold to from there.
    "EMEA": words(
        """
        DE AT CH LI FR MC BE NL LU GB IE IM JE GG IS NO SE FI DK FO AX SJ EE LV LT PL CZ SK HU SI HR BA RS ME MK AL
        XK BG RO MD UA BY RU GR CY MT IT SM VA ES PT AD GI TR GE AM AZ KZ UZ TM KG TJ
        SA AE QA KW BH OM YE IQ IR SY LB JO IL PS EG LY TN DZ MA EH MR ML NE TD SD SS ER ET DJ SO KE UG TZ RW BI
        CD CG GA GQ CM CF NG BF BJ TG GH CI LR SL GN GW GM SN CV ST AO ZM ZW MW MZ MG MU SC KM YT RE NA BW ZA LS SZ SH
        """
    ),
}

_REGION_OF = {country: region for region, countries in _COUNTRIES.items() for country in countries}


def region_of(country: str) -> str | None:
    """The region of a country (alpha-2); None for Antarctica and for what is no country."""
    return _REGION_OF.get(country)

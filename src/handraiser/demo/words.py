"""Words of which people and companies are invented. Companies are compounds that no dictionary has."""

FIRST: dict[str, str] = {
    "de": "Katrin Jens Sabine Torsten Ulrike Matthias Heike Stefan Birgit Lars Miriam Holger Silke Florian Jana"
    " Andreas Nadine Ralf Tanja Dirk Melanie Sven Claudia Markus Franziska Björn Anke Jürgen Lena Günter",
    "en": "Helen Simon Rachel Gareth Fiona Neil Joanna Craig Louise Graham Alison Stuart Megan Keith Hannah Derek"
    " Claire Tyler Brooke Ethan Paige Logan Amber Wesley Kendra Travis Monica Curtis Denise Warren",
    "fr": "Hélène Thierry Sandrine Olivier Céline Benoît Aurélie Laurent Delphine Sébastien Manon François Élodie"
    " Guillaume Nathalie Cédric Solène Bruno Mathilde Rémi",
    "nordic": "Ingrid Henrik Maja Anders Sigrid Mikael Astrid Jonas Linnea Søren Karin Fredrik Hanne Oskar Tuva"
    " Bjarne Ylva Magnus Runa Emil",
    "nl": "Femke Bram Marieke Sander Lotte Joost Anouk Pieter Sanne Wouter Inge Ruben Maaike Thijs Nienke Koen",
    "south": "Chiara Davide Elisa Matteo Lucía Javier Marta Álvaro Paola Stefano Nuria Sergio Giulia Andrés"
    " Valeria Roberto",
}
LAST: dict[str, str] = {
    "de": "Hoffmann Krüger Lindner Baumann Voigt Seidel Brandt Pohl Jansen Ritter Schäfer Thiele Wolff Gerlach"
    " Hartwig Köhler Maurer Dietz Oppermann Kuhn Sauer Reinhardt Fiedler Stahl Neumann Groß Löffler Ebert",
    "en": "Hargreaves Whitlock Pemberton Ashdown Merrick Caldwell Prescott Lockhart Stanton Hollis Farrow Bexley"
    " Thornbury Garrison Maddox Kessler Wheatley Dunmore Rowland Sinclair Barlow Trent Osborne Hadley O'Brien",
    "fr": "Marchand Lefebvre Girard Chevalier Dufour Perrin Gautier Roussel Leclerc Fontaine Besson Vidal Charpentier"
    " Renaud Delmas Poirier",
    "nordic": "Lindqvist Halvorsen Nyström Dahlgren Kjeldsen Bergström Sandvik Ekholm Østergaard Hedlund Lunde Norberg"
    " Vestergaard Åkesson",
    "nl": "van Dijk Vermeulen de Graaf Kuipers Hoekstra van der Berg Postma Dekker Scholten de Wit Brouwer Terpstra",
    "south": "Ferraro Moretti Navarro Ibáñez Colombo Serrano Galli Herrero Bianchi Molina Conti Vidal Peña Marini",
}

STEMS = (
    "Brack Tern Ash Copper Lumen Harrow Quill Sable Tarn Wend Fen Gale Hazel Jasper Kelp Larch Marl Nettle Orrin"
    " Pell Rook Sedge Thorn Umber Vell Yarrow Zinn Alder Birch Cinder Dunn Ember Flint Grove Hollin Ivor"
)
ENDINGS = (
    "fold well mere gate ridge loom field forge stead bourne haven mark spire croft ware lode brook strand"
)

# What a company does, as part of its name, and its industry as people write it in forms and lists.
SECTORS: dict[str, tuple[str, ...]] = {
    "Software": ("Software", "software", "Computer Software", "SaaS"),
    "Systems": ("Information technology", "Technology", "IT"),
    "Analytics": ("Software", "Data services", "Information Services"),
    "Consulting": ("Business services", "Management Consulting", "Professional services"),
    "Logistics": ("Logistics", "Transportation and logistics", "logistics"),
    "Freight": ("Logistics", "Freight"),
    "Robotics": ("Industrial automation", "Manufacturing", "Robotics"),
    "Components": ("Manufacturing", "Industrial goods"),
    "Instruments": ("Manufacturing", "Industrial goods", "Medical devices"),
    "Media": ("Media", "Marketing agency"),
    "Energy": ("Energy", "Utilities"),
    "Foods": ("Food", "Retail"),
    "Insurance": ("Insurance", "Financial services"),
    "Learning": ("Education", "E-learning"),
}

# Titles by level: how much of a say they have, from 0 to 1, is `SAY`.
TITLES: dict[str, tuple[str, ...]] = {
    "chief": ("CEO", "Chief Revenue Officer", "Managing Director", "Geschäftsführer", "CMO", "Founder"),
    "vp": ("VP Sales", "Vice President Marketing", "VP Revenue Operations", "SVP Sales"),
    "director": ("Director of Marketing", "Sales Director", "Leiter Vertrieb", "Directeur commercial"),
    "manager": ("Marketing Manager", "Sales Operations Manager", "Revenue Operations Manager", "CRM Manager"),
    "staff": ("Marketing Specialist", "Sales Representative", "Business Analyst", "Vertriebsmitarbeiter"),
    "other": ("IT Administrator", "Engineer", "HR Manager", "Buyer", "Controller"),
    "none": ("Student", "Intern", "Werkstudent", ""),
}
SAY = {
    "chief": 1.0,
    "vp": 0.95,
    "director": 0.75,
    "manager": 0.6,
    "staff": 0.35,
    "other": 0.2,
    "none": 0.0,
}

CALL_NOTES: dict[str, tuple[str, ...]] = {
    "no_answer": ("No answer.", "Rang out, will try again in the morning.", "Line busy.", ""),
    "left_voicemail": ("Left a message with our number.", "Voice mail, kept it short.", ""),
    "reached": (
        "Good talk. Uses two tools today and wants one.",
        "Friendly, in a hurry. Asked for two slides first.",
        "Their follow-up is done by hand; leads are lost between teams.",
        "Wants to understand the price before anything else.",
        "New head of sales starts next month and wants numbers.",
    ),
    "meeting_booked": (
        "Introductory call agreed, invitation is out.",
        "Call with the account executive next week; brings a colleague from operations.",
    ),
    "not_interested": ("Not a topic for them this year.", "Has just bought something else."),
    "wrong_number": ("Number belongs to somebody else.",),
}
MESSAGES = (
    "We lose track of inquiries between marketing and sales. Can you show us how you solve that?",
    "Please call me, mornings are best.",
    "How much is it for a team of twelve?",
    "Does it work with our CRM?",
    "Could we see a demonstration next week?",
    "",
    "",
    "",
)

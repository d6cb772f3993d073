// German: how people ask for a human. Written by hand; fitted on own utterances only.
import type { RequestData } from '../request-grammar.js';
import { ADDRESSES, GUARDS, REQUESTS, VERB_LAST } from './patterns.js';

export const de: RequestData = {
  locale: 'de',
  classes: {
    filler:
      'ein|eine|einen|einem|einer|eines|der|die|das|den|dem|mit|an|zu|zum|zur|von|bitte|bidde|jetzt|sofort|gleich|endlich|mal|einfach|nur|echt|echte|echten|echtem|echter|richtig|richtige|richtigen|richtigem|richtiger|wirklich|wirkliche|wirklichen|wirklichem|real|realen|realem|reale|lebendigen|lebendiger|lebenden|leibhaftigen|aus fleisch und blut|gerne|gern|doch|auch|ihr|ihre|ihren|ihrem|ihrer|euer|eurem|euren|eure|deinem|deinen|irgendeinem|irgendeinen|anderen|anderem|andere|anderer|direkt|persönlich|verdammten|verdammt|scheiß|ja|hallo|hi|guten tag|danke|also|lieber|noch|hier|so|ma|ne|nen|nem|vielleicht|oder|umgehend|dringend|kompetenten|zuständigen|zuständiger|please|pls|plz|persönlichen|persönlicher|persönliche|kompetente|fähigen|fähiger|nettes|eurer|anständigen|so schnell wie möglich|schnellstmöglich|zeitnah|möglichst bald|bald|schnell|asap|sich|halt|eben|denn|gerade|schon|erst mal|doch bitte',
    ask: 'kan ich|ich möchte|ich moechte|ich möcht|ich will|ich würde|ich wuerde|ich hätte|ich haette|ich brauche|ich brauch|ich benötige|ich muss|ich verlange|ich wünsche|ich bevorzuge|ich bestehe darauf|ich fordere|möchte|moechte|möchte ich|will ich|würde|brauche|brauche ich|brauch|benötige|wir möchten|wir wollen|kann ich|könnte ich|koennte ich|kann man|darf ich|dürfte ich|können sie|koennen sie|könnten sie|koennten sie|kannst du|könntest du|könnt ihr|würden sie|würdest du|wäre es möglich|ist es möglich|gibt es eine möglichkeit|besteht die möglichkeit|wie kann ich|wie könnte ich|wie komme ich|wie erreiche ich|was muss ich tun um|wo kann ich|lassen sie mich|lass mich|lasst mich|helfen sie mir|hilf mir|hilfe|ich versuche|versuche|ich weiß nicht wie ich|ich weiss nicht wie ich|weiß nicht wie ich|warum kann ich nicht|wieso kann ich nicht|kann ich nicht|ich kann nicht|ich kann|ich bitte um|ich wünsche mir|besser|bis ich|ich darf|geben sie mir die möglichkeit|bitte um|ich bestehe auf|ich erwarte|ich hätte gern|ich hätte gerne|hätte gern|hätte gerne|hätt gern|ich bräuchte|bräuchte|wir brauchen|ich bitte darum|kann mir|seid ihr so nett und|wären sie so freundlich und|ich will dass|ich möchte dass|verlange|bestehe auf|wünsche|gibt es die möglichkeit|wo finde ich|wie kriege ich|wie bekomme ich|wie gelange ich zu|wie erreicht man|damit ich|ist es machbar|ich warte auf|lassen sie mich bitte|ich habe eine frage an|frage an|eine frage an|ich nehme|nehme|ich wähle|wähle|gibt es keine möglichkeit|keine möglichkeit|irgendeine möglichkeit|gibt es irgendeine möglichkeit|wann kann ich|wie lange dauert es bis ich|warten auf|suche|ich suche|solange bis ich|sind sie in der lage|können sie es einrichten|sind sie imstande',
    contact:
      'sprechen|reden|unterhalten|chatten|telefonieren|kontaktieren|kontakt|kontakt aufnehmen|in kontakt treten|in verbindung setzen|erreichen|schreiben|quatschen|sprechn|kommunizieren|anrufen|zu tun haben|klären|besprechen|hilfe von|unterstützung von|rede|spreche|erreiche|verbunden|gespräch|gespräch mit|rücksprache|weitermachen|fortfahren|beschweren|austauschen|abklären|zu sprechen|zu reden|sprech|red|telefoniern|in kontakt|in kontakt kommen|verbindung|beraten werden|bedient werden|betreut werden|geholfen werden|kommunizier|beraten|beraten lassen|absprechen|durchsprechen|besprochen|verhandeln|reden können|sprechen können|hilfe durch|beratung durch|auskunft von|telefonat|telefonat mit|kontaktaufnahme|wenden|an die strippe|mich beschweren|auseinandersetzen|klarkommen|auswählen|wählen|chat|chat mit|beschwerde bei|beschwerde einreichen bei|reklamation bei|beschwerde gegenüber',
    meet: 'sehen|haben',
    whom: 'mit wem kann ich|mit wem|an wen kann ich|an wen|wen kann ich|wer kann|mit wem muss ich|mit wem soll ich|mit wem sollte ich|an wen muss ich|an wen soll ich|an wen darf ich|wen soll ich|wen muss ich|wer hilft|wer kann mir|an wen wende ich|mit wem spreche',
    modal:
      'kann|könnte|koennte|soll|darf|können|könnten|könntet|würde|will|muss|sollte|müsste|muss sich|soll sich|sollte sich',
    hand: 'verbinden sie mich|verbinde mich|verbindet mich|mich verbinden|mich weiterverbinden|mich durchstellen|mich weiterleiten|verbinden|weiterverbinden|durchstellen|weiterleiten|verbind mich|stellen sie mich durch|stell mich durch|stellen sie mich|stell mich|leiten sie mich|leite mich|leiten sie mich weiter|leite mich weiter|geben sie mir|gib mir|gebt mir|gib mich weiter|übergeben sie|übergeben sie mich|übergib mich|übergeben|vermitteln sie mich|vermitteln|weitergeben|weitervermitteln|holen sie|hol mir|hol|holen sie mir|rufen sie|leiten sie das|leite das|leiten sie es|leiten sie meinen fall|leiten sie dies|leiten sie meine|leiten sie mein|geben sie das|geben sie es|gib das|übergeben sie das|übergeben sie es|geben sie mich weiter|weiterreichen|weiterzuleiten|weiterzugeben|reichen sie mich weiter|schalten sie|schalte|schalten sie mich|durchzustellen|zu verbinden|durchgeben|stellt mich durch|stellt mich|mich zu|wechseln zu|wechseln|geben sie meinen fall|geben sie meine|geben sie mein|geben sie dies|dazuholen|hinzuziehen|hinzuzuziehen|einschalten|einbeziehen|leiten sie bitte|leiten sie mich bitte|verbinden sie mich bitte|geben sie mir bitte|stellen sie mich bitte|leite mich bitte|leite es|geben sie bitte|weitergeleitet haben|weiterleitung an|weiterleitung|verbindung zu|verbindung mit|vermittlung an|vermittlung zu|durchstellung zu|übergabe an|weitergabe an|dazu holen|leitet mich|reichen sie mich|vermittelt mich|vermittle mich|vermitteln sie|stelle mich durch|holt|hole|ruf|übergebt|bringen sie mich|schicken sie mich|leiten sie mein anliegen|dazuschalten|zuschalten|hinzuholen|schalten sie einen|holt mal|dazu',
    sent: 'verbunden werden|weitergeleitet werden|weiterverbunden werden|durchgestellt werden|weitergeleitet|verbunden|durchgestellt|übergeben werden',
    handed:
      'verbinden sie mich|verbinde mich|stellen sie mich durch|leiten sie mich weiter|leite mich weiter|weitergeleitet werden|verbunden werden|durchgestellt werden|mich weiterleiten|mich verbinden|verbinden|durchstellen|weiterleiten|weiterverbinden|stellt mich durch|weiterverbunden werden',
    give: 'geben sie mir|gib mir|gebt mir|holen sie|holen sie mir|hol mir|rufen sie|schicken sie|ich will|her mit|gibt es|lassen sie|haben|geben|besorgen|besorgt mir|besorgen sie mir|ranholen|schickt mir|schicken|herholen|holt|holt mir|zuweisen|bereitstellen|vermittelt',
    human:
      'mensch|menschen|menschlichen|menschlicher|menschliche|menschliches|person|personen|menschlicher mitarbeiter|menschlichen mitarbeiter|menschlichen agenten|mitarbeiter|mitarbeiterin|mitarbeitern|mitarbeiterinnen|mitarbeitenden|agent|agenten|agentin|berater|beraterin|beratern|kundenberater|kundenberaterin|kundenbetreuer|kundenbetreuerin|kundendienstmitarbeiter|supportmitarbeiter|servicemitarbeiter|sachbearbeiter|sachbearbeiterin|ansprechpartner|ansprechpartnerin|vertreter|vertreterin|operator|vorgesetzten|vorgesetzter|vorgesetzte|chef|chefin|manager|managerin|leiter|leiterin|teamleiter|teamleiterin|supervisor|geschäftsführer|filialleiter|abteilungsleiter|angestellten|angestellter|kollegen|kollege|kollegin|jemand anderen|jemand anderem|jemand anders|jemand anderes|jemand echten|jemand echtem|jemand menschlichem|jemand richtigen|jemand richtigem|jemanden der|jemandem der|jemand der|jemandem aus|jemanden vom|jemandem vom|jemanden aus|verantwortlichen|verantwortlicher|telefonist|live chat|livechat|live agent|support mitarbeiter|mein berater|meinem berater|meinen berater|meiner beraterin|meinem kundenberater|zuständigen|echte hilfe|echte leute|echten leuten|richtige leute|echte menschen|echten menschen|echte personen|menschliche hilfe|menschliche unterstützung|menschlichen kontakt|menschlicher kontakt|menschlichen ansprechpartner|menschlichen support|menschlicher support|menschlichen berater|lebende person|fachberater|mitarbeiterteam|bearbeiter|leitung|schichtleiter|jemand kompetenten|jemand kompetentem|jemandem kompetenten|jemanden kompetenten|wer anderes|wer echtes|geschäftsleitung|geschäftsführung|filialleitung|teamleitung|einem von euch|einen von euch|einem von ihnen|einen von ihnen|einer von euch|jemandem von euch|jemandem von ihnen|jemand von euch|jemand von ihnen|jemanden von ihnen|ihrer leitung|jemand aus dem team|jemandem der sich|menschenseele|ansprechperson|ansprechpartnern|bediensteten|fachkraft|abteilungsleitung|servicekraft|serviceberater|mitarbeitende|jemand vom|jemand aus|jemand aus dem|jemand kompetentes|jemand zuständigen|jemanden der sich|jemand der sich|jemand richtiges|jemand echtes|kollegen von ihnen|supporter|supportler|menschlichem support',
    role: 'assistent|assistentin|spezialist|spezialisten|experte|experten|fachmann|techniker|arzt|ärztin|arzt sprechen|krankenschwester|anwalt|leuten|inhaber|profi|ihnen persönlich',
    anyone: 'jemand|jemanden|jemandem|irgendjemand|irgendjemandem|irgendjemanden|irgendwem|irgendwen|wen|wem',
    desk: 'kundenservice|kundendienst|kundensupport|kundenbetreuung|kundenhotline|support|technischen support|technischer support|hotline|service|servicehotline|service team|team|vertrieb|verkauf|buchhaltung|rechnungsabteilung|abteilung|fachabteilung|reklamationsabteilung|beschwerdestelle|zentrale|callcenter|call center|serviceteam|support team|verkaufsabteilung|rechtsabteilung|schadenabteilung|schadensabteilung|technik|kundenabteilung|beschwerdeabteilung|beschwerdemanagement|zuständigen abteilung|zuständige abteilung|kundencenter|kundenzentrum|servicecenter',
    bot: 'bot|roboter|maschine|computer|chatbot|ki|künstlichen intelligenz|automat|anrufbeantworter|bandansage|programm|sprachassistenten|virtuellen assistenten|robotern|bots|keinen computer sondern|keinen bot sondern|keine maschine sondern|keinen roboter sondern|keinen chatbot sondern|keine ki sondern|nicht mit einem bot sondern|nicht mit einer maschine sondern|nicht mit einem roboter sondern|nicht mit einer ki sondern|nicht mit einem computer sondern',
    tired:
      'ich will nicht|ich möchte nicht|ich moechte nicht|keine lust|leid|satt|ich hasse es|genug|schluss|nicht mehr|nicht|ich weigere mich|ich werde nicht|ich rede nicht|ich spreche nicht|genug von|schluss mit|hab genug von|habe genug von|keinen bock|keine lust auf|keine lust mehr|nervt|bin es leid|mir reicht',
    escalate:
      'eskalieren|eskaliere|eskaliert|eskalation|eskalier|eskalieren sie|eskalieren sie bitte|eskaliere bitte|eskaliert werden|eskalierung|eskalieren lassen',
    case: 'das|dies|dieses|diese|mein|meine|meinen|fall|problem|beschwerde|ticket|anliegen|angelegenheit|sache|es',
    exist:
      "gibt es|gibts|gibt's|habt ihr|haben sie|ist da|ist hier|ist dort|sind da|ist jemand|ist noch|gibt es keinen|gibt es denn keinen|habt ihr keine|habt ihr denn|gibt es denn|gibts keinen|gibt es irgendeinen|hat ihr|gibts hier|gibts da|gibt es hier|gibt es da|gibt es bei ihnen|gibts bei euch|haben sie denn|habt ihr auch|arbeiten|arbeitet|sitzt|ist ein/eine|ist gerade ein/eine|sind gerade|ist noch ein|ist aktuell ein|ist momentan ein",
    around:
      'mit dem|mit der|verfügbar|erreichbar|da|hier|dort|mit dem|mit der|mit denen|mit dem ich|der mir|die mir|mit wem|den ich|im dienst|online|am telefon|dran|frei',
    back: 'mich anruft|mich anrufen|mich zurückruft|mich zurückrufen|ruf mich an|rufen sie mich an|zurückrufen|anruft|sich bei mir meldet|sich melden|mich kontaktiert|mich kontaktieren|bei mir melden|meldet|zurückruft|kontaktiert|anrufen|melden|sich bei mir melden|mich berät|mich beraten|bei mir meldet|bei mir meldest|mit mir spricht|mit mir sprechen|mit mir redet|mit mir telefonieren|mich betreut|bei mir anrufen|bei mir anruft|kurz anrufen|telefonisch melden|mir antwortet|mir antworten|ruft mich|ruft mich mal|ruf mich|rufen sie mich',
    callback:
      'rückruf|zurückgerufen werden|rufen sie mich zurück|rufen sie mich an|ruf mich zurück|rufen sie zurück|einen rückruf|zurückrufen|angerufen werden|rufen sie mich bitte zurück|rufen sie mich bitte an|ruf mich bitte an|ruf mich bitte zurück|rufen sie bitte zurück|rufen sie mich doch zurück|zurückgerufen|zurück rufen|rufen sie mich mal an|ruft mich an|ruft mich zurück|mich anrufen|mich zurückrufen|rückrufbitte|ruft mich bitte an|bitte rufen sie mich an|bitte rückruf|rückruf bitte|melden sie sich bitte bei mir|melden sie sich telefonisch|melden sie sich bei mir|mich zurückzurufen|mich anzurufen|angerufen',
    takeover:
      'übernehmen|übernimmt|mir helfen|hilft|sich das ansehen|das ansehen|anschauen|das anschauen|prüfen|sich kümmern|bearbeiten|mich betreuen|das klären|kümmern|das überprüfen|drüber schaut|drüberschaut|ansieht|das ansieht|anschaut|das anschaut|übernehme|prüft|sich darum kümmert|darum kümmern|mir hilft|sich meldet|bearbeitet|beantworten|antworten|antwortet|ansehen|drauf schauen|das prüft|kümmert|darum kümmert|überprüft|draufschaut|reinschaut|einen blick darauf wirft|anguckt|das anguckt|angucken|schaut|annimmt|mir weiterhilft|weiterhilft|erklärt|mir das erklärt|ran|das entscheiden|entscheiden|entscheidet|das prüfen|das machen|das lesen|lesen|erledigen|das übernehmen|mir erklären|freigeben',
    denial:
      'nicht|ich will nicht|ich möchte nicht|ich moechte nicht|ich brauche nicht|möchte nicht|will nicht|kein|keine|keinen|keinem|keiner|ohne|niemals|nie|statt|anstatt|anstelle|muss ich|müsste ich|brauche ich einen|soll ich|nicht nötig|niemanden|niemandem|vermeiden|hasse|bevor|ich hasse|weder|unnötig|absagen|stornieren|verschieben',
    reported:
      'gesprochen|habe gesprochen|hat gesagt|gesagt|sagte|sagten|hat mir|haben mir|telefoniert|angerufen|geredet|kontaktiert|versprochen|versprach|informiert|zugesagt|aufgelegt|gestern|vorher|letzte woche|vorhin|spreche ich|rede ich|spreche ich mit|rede ich mit|spreche ich gerade|bist du|sind sie|bin|ich bin|war|wurde|wie ein|wie eine|wie viele|ist das|ist der|ist die|du bist|klingst|arbeite als|als|wer ist|wie heißt|nett|beschweren über|beschwerde über|mich über|wann meldet sich|wann meldet|wann ruft mich',
    hours:
      'öffnungszeiten|wann|uhr|um wie viel uhr|zeiten|welche zeiten|servicezeiten|uhrzeit|email|e-mail adresse|adresse|geöffnet',
    person: 'mein|meine|meinen|meinem|meiner',
    decoy:
      'reiseagent|personal|personalabteilung|pro person|je person|jede person|eine weitere person|weitere person|zwei personen|2 personen|drei personen|4 personen|vier personen|agent modus|agentenmodus|menschliches versagen|menschenrechte|für eine person|kontaktperson|anzahl personen|personen zimmer|andere person|anderen person|projektleiter|passwort manager|passwortmanager|immobilienmakler|repräsentative stichprobe|mobilfunkanbieter|person hinzufügen|meine chefin|mein chef|besser als|hilfreicher als|netter als|freundlicher als|mensch ist das|mensch bin ich|einen mitarbeiter rabatt|mitarbeiterrabatt|verkäufer|andere personen|anderer mensch|jemand anderes das paket|weitere personen|juristische person|menschen mit|mensch ärgere|ansprechpartner ändern|personendaten|personen ab|ihr chef sein|so ein mensch',
    money:
      'geld|euro|guthaben|betrag|rechnung|link|datei|code|buchung|bestellung|ticket|punkte|konto|nummer|rabatt|information|informationen|zeit|infos|handy|fernseher|drucker|gerät|tv|kopfhörer|geräte|smartphone|telefon|wlan|anruf|post',
    polite: 'bitte|jetzt|sofort|danke',
    phone:
      'am telefon|am apparat|an der leitung|ans telefon|an die strippe|per telefon|telefonisch|an der strippe',
    interjection: 'mensch|oh mensch|ach mensch|mensch meier',
    opener:
      'das|ist|wie|so|da|bin|was|ich|du|sie|der|die|es|kann|jetzt|na|also|toll|super|endlich|war|hat|ging',
    that: 'dass|dass sich|das sich|daß|wenn|wenn sich|dass mich|dass mir',
    howto:
      'wie kontaktiere ich|wie komme ich an|wie komme ich zu|wie komme ich zum|wo finde ich|wie finde ich',
    phoneno:
      'unter welcher nummer|welche nummer|welche telefonnummer|wie ist die nummer|wie lautet die nummer|welcher nummer|gibt es eine nummer|gibt es eine telefonnummer|habt ihr eine nummer|haben sie eine nummer|haben sie eine telefonnummer|unter welcher telefonnummer|telefonnummer wo|nummer wo|nummer unter der|gibt es eine telefonnummer wo',
    plain:
      'mensch|live agent|echter mensch|menschen|mitarbeiter|berater|agent|kundenberater|kundenservice|kundendienst|operator|vorgesetzter|menschlicher mitarbeiter|live chat|livechat|ansprechpartner|echte person|supervisor|manager|menschlichen agenten|menschlicher agent|menschlichen mitarbeiter|menschlichen berater|menschlicher berater|menschliche hilfe|echten menschen|einen menschen|echter mitarbeiter|echten mitarbeiter|person|sachbearbeiter|chef|vorgesetzten|vorgesetzte|mitarbeiterin|richtiger mensch|menschlicher support|rückruf|kundenbetreuer|ein mensch|jemand echtes|support mitarbeiter|support',
    inperson:
      'persönlich beraten werden|persönliche beratung|persönlichen kontakt|persönliches gespräch|persönlich sprechen|persönlich betreut werden',
    greeting: 'hallo|hi|danke|guten tag|guten morgen|sehr geehrter|sehr geehrte|tschüss|hey',
    break: 'und|aber|dann|okay|ok',
    have: 'ich habe|ich hab|hab|habe|habe ich|hab ich',
    asked: 'gefragt|gebeten|verlangt|angefordert|verlangt habe',
    must: 'muss|soll|sollte|müsste|muss sich|soll sich|sollte sich|muss mich|soll mich',
    tell: 'sagen sie|sag|sagt|bitten sie|richten sie|sagen sie bitte',
    no: 'keine|kein|keinen|schluss mit|genug von|weg mit|stopp|stop|nicht mehr|nie wieder',
    toomuch: 'zu kompliziert für|zu komplex für|zu schwierig für|zu schwer für|zu kompliziert fuer',
    missing:
      'immer noch kein/keine/keinen|noch kein/keine/keinen|wo bleibt|wo ist|wo sind|wo bleiben|immernoch kein',
    existone: 'ist jemand',
    free: 'erreichbar|verfügbar|frei|online|im dienst|ansprechbar',
    callme:
      'rufen sie mich|ruf mich|ruft mich|können sie mich anrufen|rufen sie mich an|ruf mich an|mich anrufen',
    why: 'warum|wieso|weshalb',
    naming: 'namens|mit namen|mit dem namen',
    tellto: 'erklären|schildern|darlegen|erläutern',
    addto: 'füge|fügen sie|hole|holen sie|laden sie',
    here: 'in den chat|zum chat|ins gespräch|in das gespräch|in die unterhaltung|hinzu|dazu',
  },
  requests: [...REQUESTS, ...VERB_LAST],
  guards: [...GUARDS, 'money ~2 hand|handed'],
  addresses: [...ADDRESSES, '^ interjection boundary opener'],
  notTypos:
    'personal spreche agentur vertrag menschheit mensa rede leid beraten berater verbindung dann wann',
};

// German: how people ask for a human. Written by hand; nothing was fitted.
import type { RequestData } from '../request-grammar.js';
import { GUARDS, REQUESTS, VERB_LAST } from './patterns.js';

export const de: RequestData = {
  locale: 'de',
  classes: {
    filler:
      'ein|eine|einen|einem|einer|eines|der|die|das|den|dem|mit|an|zu|zum|zur|von|bitte|bidde|jetzt|sofort|gleich|endlich|mal|einfach|nur|echt|echte|echten|echtem|echter|richtig|richtige|richtigen|richtigem|richtiger|wirklich|wirkliche|wirklichen|wirklichem|real|realen|realem|reale|lebendigen|lebendiger|lebenden|leibhaftigen|aus fleisch und blut|gerne|gern|doch|auch|und|ihr|ihre|ihren|ihrem|ihrer|euer|eurem|euren|eure|deinem|deinen|irgendeinem|irgendeinen|anderen|anderem|andere|anderer|direkt|persönlich|verdammten|verdammt|scheiß|ja|ok|okay|hallo|hi|guten tag|danke|also|dann|lieber|noch|hier|so|ma|ne|nen|nem|vielleicht|oder|umgehend|dringend|kompetenten|zuständigen|zuständiger|please|pls|plz|persönlichen|persönlicher|persönliche|kompetente|fähigen|fähiger|nettes|eurer|anständigen',
    ask: 'kan ich|ich möchte|ich moechte|ich möcht|ich will|ich würde|ich wuerde|ich hätte|ich haette|ich brauche|ich brauch|ich benötige|ich muss|ich verlange|ich wünsche|ich bevorzuge|ich bestehe darauf|ich fordere|möchte|moechte|möchte ich|will ich|würde|brauche|brauche ich|brauch|benötige|wir möchten|wir wollen|kann ich|könnte ich|koennte ich|kann man|darf ich|dürfte ich|können sie|koennen sie|könnten sie|koennten sie|kannst du|könntest du|könnt ihr|würden sie|würdest du|wäre es möglich|ist es möglich|gibt es eine möglichkeit|besteht die möglichkeit|wie kann ich|wie könnte ich|wie komme ich|wie erreiche ich|was muss ich tun um|wo kann ich|lassen sie mich|lass mich|lasst mich|helfen sie mir|hilf mir|hilfe|ich versuche|versuche|ich weiß nicht wie ich|ich weiss nicht wie ich|weiß nicht wie ich|warum kann ich nicht|wieso kann ich nicht|kann ich nicht|ich kann nicht|ich kann|ich bitte um|ich wünsche mir|besser|bis ich|ich darf|geben sie mir die möglichkeit|bitte um|ich bestehe auf|ich erwarte|ich hätte gern|ich hätte gerne|hätte gern|hätte gerne|hätt gern|ich bräuchte|bräuchte|wir brauchen|ich bitte darum|kann mir|seid ihr so nett und|wären sie so freundlich und|ich will dass|ich möchte dass|verlange|bestehe auf|wünsche|gibt es die möglichkeit|wo finde ich|wie kriege ich|wie bekomme ich|wie gelange ich zu|wie erreicht man|damit ich|ist es machbar|ich warte auf|lassen sie mich bitte',
    contact:
      'sprechen|reden|unterhalten|chatten|telefonieren|kontaktieren|kontakt|kontakt aufnehmen|in kontakt treten|in verbindung setzen|erreichen|schreiben|quatschen|sprechn|kommunizieren|anrufen|zu tun haben|klären|besprechen|hilfe von|unterstützung von|rede|spreche|erreiche|verbunden|gespräch|gespräch mit|rücksprache|weitermachen|fortfahren|beschweren|austauschen|abklären|zu sprechen|zu reden|sprech|red|telefoniern|in kontakt|in kontakt kommen|verbindung|beraten werden|bedient werden|betreut werden|geholfen werden|kommunizier',
    meet: 'sehen|haben',
    whom: 'mit wem kann ich|mit wem|an wen kann ich|an wen|wen kann ich|wer kann',
    modal: 'kann|könnte|koennte|soll|darf|können|könnten|könntet|würde|will',
    hand: 'verbinden sie mich|verbinde mich|verbindet mich|mich verbinden|mich weiterverbinden|mich durchstellen|mich weiterleiten|verbinden|weiterverbinden|durchstellen|weiterleiten|verbind mich|stellen sie mich durch|stell mich durch|stellen sie mich|stell mich|leiten sie mich|leite mich|leiten sie mich weiter|leite mich weiter|geben sie mir|gib mir|gebt mir|gib mich weiter|übergeben sie|übergeben sie mich|übergib mich|übergeben|vermitteln sie mich|vermitteln|weitergeben|weitervermitteln|holen sie|hol mir|hol|holen sie mir|rufen sie|leiten sie das|leite das|leiten sie es|leiten sie meinen fall|leiten sie dies|leiten sie meine|leiten sie mein|geben sie das|geben sie es|gib das|übergeben sie das|übergeben sie es|geben sie mich weiter|weiterreichen|weiterzuleiten|weiterzugeben|reichen sie mich weiter|schalten sie|schalte|schalten sie mich|durchzustellen|zu verbinden|durchgeben|stellt mich durch|stellt mich|mich zu|wechseln zu|wechseln',
    sent: 'verbunden werden|weitergeleitet werden|weiterverbunden werden|durchgestellt werden|weitergeleitet|verbunden|durchgestellt|übergeben werden',
    handed:
      'verbinden sie mich|verbinde mich|stellen sie mich durch|leiten sie mich weiter|leite mich weiter|weitergeleitet werden|verbunden werden|durchgestellt werden|mich weiterleiten|mich verbinden|verbinden|durchstellen|weiterleiten|weiterverbinden',
    give: 'geben sie mir|gib mir|gebt mir|holen sie|holen sie mir|hol mir|rufen sie|schicken sie|ich will|her mit|gibt es|lassen sie|haben|geben|besorgen|besorgt mir|besorgen sie mir|ranholen|schickt mir|schicken|herholen|holt|holt mir|zuweisen|bereitstellen|vermittelt',
    human:
      'mensch|menschen|menschlichen|menschlicher|menschliche|menschliches|person|personen|menschlicher mitarbeiter|menschlichen mitarbeiter|menschlichen agenten|mitarbeiter|mitarbeiterin|mitarbeitern|mitarbeiterinnen|mitarbeitenden|agent|agenten|agentin|berater|beraterin|beratern|kundenberater|kundenberaterin|kundenbetreuer|kundenbetreuerin|kundendienstmitarbeiter|supportmitarbeiter|servicemitarbeiter|sachbearbeiter|sachbearbeiterin|ansprechpartner|ansprechpartnerin|vertreter|vertreterin|operator|vorgesetzten|vorgesetzter|vorgesetzte|chef|chefin|manager|managerin|leiter|leiterin|teamleiter|teamleiterin|supervisor|geschäftsführer|filialleiter|abteilungsleiter|angestellten|angestellter|kollegen|kollege|kollegin|jemand anderen|jemand anderem|jemand anders|jemand anderes|jemand echten|jemand echtem|jemand menschlichem|jemand richtigen|jemand richtigem|jemanden der|jemandem der|jemand der|jemandem aus|jemanden vom|jemandem vom|jemanden aus|verantwortlichen|verantwortlicher|telefonist|live chat|livechat|live agent|support mitarbeiter|mein berater|meinem berater|meinen berater|meiner beraterin|meinem kundenberater|zuständigen|echte hilfe|echte leute|echten leuten|richtige leute|echte menschen|echten menschen|echte personen|menschliche hilfe|menschliche unterstützung|menschlichen kontakt|menschlicher kontakt|menschlichen ansprechpartner|menschlichen support|menschlicher support|menschlichen berater|lebende person|fachberater|mitarbeiterteam|bearbeiter|leitung|schichtleiter|jemand kompetenten|jemand kompetentem|jemandem kompetenten|jemanden kompetenten|wer anderes|wer echtes',
    role: 'assistent|assistentin|spezialist|spezialisten|experte|experten|fachmann|techniker|arzt|ärztin|arzt sprechen|krankenschwester|anwalt|leuten|inhaber|profi|ihnen persönlich',
    anyone: 'jemand|jemanden|jemandem|irgendjemand|irgendjemandem|irgendjemanden|irgendwem|irgendwen|wen|wem',
    desk: 'kundenservice|kundendienst|kundensupport|kundenbetreuung|kundenhotline|support|technischen support|technischer support|hotline|service|servicehotline|service team|team|vertrieb|verkauf|buchhaltung|rechnungsabteilung|abteilung|fachabteilung|reklamationsabteilung|beschwerdestelle|zentrale|callcenter|call center|serviceteam|support team',
    bot: 'bot|roboter|maschine|computer|chatbot|ki|künstlichen intelligenz|automat|anrufbeantworter|bandansage|programm|sprachassistenten|virtuellen assistenten|robotern|bots',
    tired:
      'ich will nicht|ich möchte nicht|ich moechte nicht|keine lust|leid|satt|ich hasse es|genug|schluss|nicht mehr|nicht|ich weigere mich|ich werde nicht|ich rede nicht|ich spreche nicht|genug von|schluss mit|hab genug von|habe genug von|keinen bock|keine lust auf|keine lust mehr|nervt|bin es leid|mir reicht',
    escalate:
      'eskalieren|eskaliere|eskaliert|eskalation|eskalier|eskalieren sie|eskalieren sie bitte|eskaliere bitte|eskaliert werden|eskalierung|eskalieren lassen',
    case: 'das|dies|dieses|diese|mein|meine|meinen|fall|problem|beschwerde|ticket|anliegen|angelegenheit|sache|es',
    exist: "gibt es|gibts|gibt's|habt ihr|haben sie|ist da|ist hier|ist dort|sind da|ist jemand|ist noch",
    around:
      'mit dem|mit der|verfügbar|erreichbar|da|hier|dort|mit dem|mit der|mit denen|mit dem ich|der mir|die mir|mit wem|den ich|im dienst|online|am telefon|dran',
    back: 'mich anruft|mich anrufen|mich zurückruft|mich zurückrufen|ruf mich an|rufen sie mich an|zurückrufen|anruft|sich bei mir meldet|sich melden|mich kontaktiert|mich kontaktieren|bei mir melden|meldet|zurückruft|kontaktiert|anrufen|melden|sich bei mir melden',
    callback:
      'rückruf|zurückgerufen werden|rufen sie mich zurück|rufen sie mich an|ruf mich zurück|rufen sie zurück|einen rückruf|zurückrufen|angerufen werden|rufen sie mich bitte zurück|rufen sie mich bitte an|ruf mich bitte an|ruf mich bitte zurück|rufen sie bitte zurück|rufen sie mich doch zurück|zurückgerufen|zurück rufen|rufen sie mich mal an|ruft mich an|ruft mich zurück|mich anrufen|mich zurückrufen|rückrufbitte',
    takeover:
      'übernehmen|übernimmt|mir helfen|hilft|sich das ansehen|das ansehen|anschauen|das anschauen|prüfen|sich kümmern|bearbeiten|mich betreuen|das klären|kümmern|das überprüfen|drüber schaut|drüberschaut|ansieht|das ansieht|anschaut|das anschaut|übernehme|prüft|sich darum kümmert|darum kümmern|mir hilft|sich meldet|bearbeitet|beantworten|antworten|antwortet|ansehen|drauf schauen',
    denial:
      'nicht|ich will nicht|ich möchte nicht|ich moechte nicht|ich brauche nicht|möchte nicht|will nicht|kein|keine|keinen|keinem|keiner|ohne|niemals|nie|statt|anstatt|anstelle|muss ich|müsste ich|brauche ich einen|soll ich|nicht nötig|niemanden|niemandem|vermeiden|hasse|bevor|ich hasse|weder|unnötig',
    reported:
      'gesprochen|habe gesprochen|hat gesagt|gesagt|sagte|sagten|hat mir|haben mir|telefoniert|angerufen|geredet|kontaktiert|versprochen|versprach|informiert|zugesagt|aufgelegt|gestern|vorher|letzte woche|vorhin|spreche ich|rede ich|spreche ich mit|rede ich mit|spreche ich gerade|bist du|sind sie|bin|ich bin|war|wurde|wie ein|wie eine|wie viele|ist das|ist der|ist die|du bist|klingst|arbeite als|als|wer ist|wie heißt|nett',
    hours:
      'öffnungszeiten|wann|uhr|um wie viel uhr|zeiten|welche zeiten|servicezeiten|uhrzeit|email|e-mail adresse|adresse|geöffnet',
    person: 'mein|meine|meinen|meinem|meiner',
    decoy:
      'reiseagent|personal|personalabteilung|pro person|je person|jede person|eine weitere person|weitere person|zwei personen|2 personen|drei personen|4 personen|vier personen|agent modus|agentenmodus|menschliches versagen|menschenrechte|für eine person|kontaktperson|anzahl personen|personen zimmer|andere person|anderen person|projektleiter|passwort manager|passwortmanager|immobilienmakler|repräsentative stichprobe|mobilfunkanbieter|person hinzufügen|meine chefin|mein chef|besser als|hilfreicher als|netter als|freundlicher als|mensch ist das|mensch bin ich|einen mitarbeiter rabatt|mitarbeiterrabatt|verkäufer',
    money:
      'geld|euro|guthaben|betrag|rechnung|link|datei|code|buchung|bestellung|ticket|punkte|konto|nummer|rabatt|information|informationen|zeit|infos',
    polite: 'bitte|jetzt|sofort|danke',
    phone:
      'am telefon|am apparat|an der leitung|ans telefon|an die strippe|per telefon|telefonisch|an der strippe',
    interjection: 'mensch|oh mensch|ach mensch|mensch meier',
    opener: 'das|ist|wie|so|da|bin|was|ich|du|sie|der|die|es|kann|jetzt',
    plain:
      'mensch|live agent|echter mensch|menschen|mitarbeiter|berater|agent|kundenberater|kundenservice|kundendienst|operator|vorgesetzter|menschlicher mitarbeiter|live chat|livechat|ansprechpartner|echte person|supervisor|manager|menschlichen agenten|menschlicher agent|menschlichen mitarbeiter|menschlichen berater|menschlicher berater|menschliche hilfe|echten menschen|einen menschen|echter mitarbeiter|echten mitarbeiter|person|sachbearbeiter|chef|vorgesetzten|vorgesetzte|mitarbeiterin|richtiger mensch|menschlicher support|rückruf',
  },
  requests: [...REQUESTS, ...VERB_LAST],
  guards: [...GUARDS, 'interjection boundary opener'],
  notTypos: 'personal spreche agentur vertrag menschheit mensa rede leid beraten berater verbindung',
};

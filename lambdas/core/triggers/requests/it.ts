// Italian: how people ask for a human. Written by hand; fitted on own utterances only.
import type { RequestData } from '../request-grammar.js';
import { ADDRESSES, GUARDS, REQUESTS } from './patterns.js';

export const it: RequestData = {
  locale: 'it',
  classes: {
    filler:
      'un|uno|una|il|lo|la|i|gli|le|l|con|al|allo|alla|a|ad|di|del|della|dello|per favore|perfavore|per piacere|per cortesia|cortesemente|pf|subito|adesso|ora|vero|vera|veri|vere|reale|reali|in carne e ossa|qualche|vostro|vostra|vostri|suo|suoi|altro|altra|solo|soltanto|semplicemente|grazie|ciao|salve|buongiorno|sì|si|ok|anche|direttamente|immediatamente|urgentemente|maledetto|cavolo di|cazzo di|signore|signora|magari|forse|che|please|pls|plz|gentilmente|per gentilezza|se possibile|col|cortese|dell|dall|dal|dalla|da|il prima possibile|al più presto|quanto prima|appena possibile|urgente|rapidamente|velocemente|presto|e',
    ask: "voglio|vorrei|volevo|vogliamo|vorremmo|ho bisogno di|avrei bisogno di|mi serve|mi servirebbe|mi piacerebbe|desidero|desidererei|preferisco|preferirei|esigo|pretendo|chiedo di|chiedo|richiedo|posso|potrei|possiamo|può|puoi|potete|potrebbe|potresti|potreste|mi può|mi puoi|mi potete|mi potrebbe|mi potresti|è possibile|sarebbe possibile|c'è modo di|come posso|come faccio a|come faccio|cosa devo fare per|che devo fare per|dove posso|devo|fammi|mi faccia|fatemi|mi fai|mi fa|lasciami|mi lasci|aiutami a|mi aiuti a|aiuto per|ho bisogno di aiuto per|sto cercando di|cerco di|cerco|non so come|perché non posso|non riesco a|non posso|è meglio|voglio che|vorrei che|finché non|c'è la possibilità di|bisogno di|insisto per|insisto|sto chiedendo|ho chiesto di|ho chiesto|mi farebbe|mi fareste|avrei bisogno|necessito di|gradirei|dovrei|mi dica come|vi prego di|la prego di|cortesemente|si può|potrei avere|posso avere|pretendo di|come si fa a|ho bisogno che|avrei bisogno che|mi serve che|desidero che|chiedo che|esigo che|preferirei che|gradirei che|mi piacerebbe che|vorrei tanto che|pretendo che|ho bisogno|ho bisogno dell|avrei bisogno dell|ho bisogno del|scelgo|ho una domanda per|domanda per|una domanda per|sto aspettando|aspetto|mi avete promesso|quando posso|quanto ci vuole per|quanto devo aspettare per|diritto a|vorrei un appuntamento telefonico con|siete in grado di|qual è la procedura per|mi fate",
    contact:
      'avere|parlare|parlarne|parlarne con|parlo|chattare|conversare|contattare|mettermi in contatto|entrare in contatto|comunicare|chiamare|sentire|essere assistito|essere assistita|parlando|discutere|discuterne|avere a che fare|interagire|essere contattato|essere contattata|essere richiamato da|assistenza da|continuare|proseguire|parla|reclamare|lamentarmi|lamentarmi con|essere seguito da|essere aiutato da|dialogare|confrontarmi|consultare|messaggiare|scrivere|interloquire|risolvere|risolverlo|fare questo|gestire la cosa|sbrigare|assistenza di|l assistenza di|aiuto di|l aiuto di|aiuto da|supporto di|il supporto di|un colloquio con|confrontarmi con|spiegare a|spiegarlo a|rivolgermi|rivolgermi a|essere seguita da|essere aiutata da|essere servito da|telefonare|telefonare a|parlare direttamente|una chiamata con|contatto con|mettersi in contatto|parlarci|risolverlo con|scrivere a|relazionarmi|conferire|conferire con|avere assistenza da|di parlare|reclamare con|fare reclamo a|fare un reclamo a|fare un reclamo con|sporgere reclamo a|protestare con|spiegare la situazione a|chiarire con|chiarirmi con|appuntamento telefonico con|appuntamento con|chat con|chat',
    meet: 'vedere|incontrare',
    whom: 'con chi posso|con chi|a chi posso|chi può|a chi|con chi devo|con chi parlo|con chi si può|a chi devo|a chi mi rivolgo|a chi mi posso|chi mi può|chi mi aiuta|chi devo|chi posso|con chi potrei|a chi potrei',
    modal: 'può|potrebbe|che|possa',
    hand: 'passami|mi passi|passatemi|mi passa|passarmi|mi passate|mi può passare|trasferiscimi|mi trasferisca|trasferitemi|trasferirmi|mi trasferisci|mi metta|mettimi|mettetemi|mettermi|mi metti|mi metta in contatto|mettimi in contatto|mettermi in contatto|connettimi|mi connetta|connettermi|mi colleghi|collegami|collegarmi|inoltrami|mi inoltri|inoltrare|indirizzami|mi indirizzi|chiamami|chiamatemi|passare|mi passi con|trasferire|mi inoltrate|inoltri|inoltrate|inoltra|passa|passi|passate|passami a|mi reindirizzi|reindirizzami|mi giri|giratemi|girami|mettere in contatto|mi mettete|mi mettete in contatto|mi potete passare|mi puoi passare|trasferisca|trasferisci|trasferite|collegatemi|connettetemi|mi connetti|affidare|mi metta in comunicazione|mettermi in comunicazione|mettetemi in contatto|mettetemi in comunicazione|mettimi in comunicazione|collegarmi con|mi colleghi con|collegare|mi trasferite|mi può trasferire|mi potete trasferire|reindirizzarmi|indirizzarmi|indirizzatemi|inoltratemi|fammi passare|mi faccia passare|rimandami|mi rimandi|inviami|chiamate|mi smisti|dirottami|mi inoltri a|inoltri la pratica|trasferimento|trasferimento a|passaggio a',
    sent: 'trasferito|trasferita|essere trasferito|essere trasferita|messo in contatto|messa in contatto|essere messo in contatto|essere messa in contatto|collegato|collegata|essere passato',
    handed:
      'trasferiscimi|mi trasferisca|trasferitemi|trasferirmi|essere trasferito|essere trasferita|mi trasferisci|mi trasferite|mi trasferisce',
    give: "dammi|mi dia|datemi|trovami|mi trovi|portami|chiami|chiama|chiamate|voglio|c'è|fai venire|trova|cercami|mandami|mi mandi|mandate|faccia venire|fate venire|chiamami|mi chiami|procurami|assegnatemi|venga|che venga|mandatemi",
    human:
      'umano|umana|umani|essere umano|persona|persone|persona fisica|persona umana|agente|agenti|agente umano|operatore|operatrice|operatori|operatore umano|rappresentante|rappresentanti|addetto|addetta|consulente|consulenti|supervisore|responsabile|direttore|direttrice|manager|capo|superiore|impiegato|impiegata|dipendente|qualcuno di reale|qualcuno di vero|qualcuno di umano|qualcun altro|qualcuno che possa|qualcuno che|qualcuno del|qualcuno in carne|assistenza umana|supporto umano|centralinista|centralino|commesso|collega|colleghi|membro del team|il mio consulente|chat dal vivo|live chat|persone reali|persone vere|persona vivente|contatto umano|aiuto umano|intervento umano|referente|coordinatore|qualcuno di competente|qualcuno al telefono|operatore reale|operatore vero|caposervizio|dirigente|una persona vera|gente vera|incaricato|incaricata|funzionario|funzionaria|responsabili|consulente umano|qualcuno di voi|qualcuno dello|qualcuno dell|qualcuno della|qualcuno del team|qualcuno con|qualcuno più|chi di competenza|chi comanda|membro dello staff|staff|personale|titolare|capoufficio|caporeparto|il tuo capo|operatore in carne|tecnico umano|supporto di una persona|persona competente|altra persona',
    role: 'assistente|specialista|esperto|esperta|tecnico|medico|dottore|dottoressa|infermiere|infermiera|avvocato|gente|titolare|proprietario|commerciale|voi di persona',
    anyone: 'qualcuno|qualcuna|qlcn|qlcuno',
    desk: 'servizio clienti|assistenza clienti|assistenza|assistenza tecnica|supporto|supporto tecnico|supporto clienti|servizio assistenza|servizio di assistenza|customer service|customer care|call center|ufficio vendite|vendite|reparto|ufficio|ufficio reclami|fatturazione|amministrazione|reception|il team|team',
    bot: 'bot|robot|macchina|computer|chatbot|intelligenza artificiale|ia|assistente virtuale|risponditore|programma|segreteria',
    tired:
      'stanco di|stanca di|stufo di|stufa di|odio|non voglio|non voglio più|basta|mi rifiuto di|mi rifiuto|rifiuto di|non intendo|non ho intenzione di|ne ho abbastanza di|basta con|sono stufo di|sono stufa di|sono stanco di|detesto|non ne posso più di',
    escalate: 'escalare|inoltrare|escalation|fare escalation',
    case: 'questo|questa|il mio|la mia|caso|problema|reclamo|ticket|pratica|situazione|mio|mia',
    exist: "c'è|ci sono|avete|hai|esiste|non c'è|c è|è disponibile|sono disponibili|non avete",
    around: 'disponibile|disponibili|lì|qui|con cui|con cui posso|che possa|che mi|online|in linea',
    back: 'mi chiami|mi chiamino|mi richiami|mi contatti|mi richiamino|mi contatta|mi chiama|richiamarmi|chiamarmi|contattarmi|mi può chiamare|mi richiamasse|mi chiamasse|mi contattasse|mi telefoni|telefonarmi|mi ricontatti|si metta in contatto con me|mi richiamassero|ricontattarmi|mi risponda|mi assista|richiamare|richiamare da|chiamare|mi telefona|contattare|rispondermi|mi spieghi|spiegarmi|parli con me|parlarmi|mi scriva|assistermi|farsi sentire|si faccia sentire|richiami|contatti|che mi chiami|che mi chiamasse|che mi richiami|che mi richiamasse|che mi contatti|che mi contattasse|che mi rispondesse|che mi chiamino|che mi richiamino',
    callback:
      'essere richiamato|essere richiamata|richiamatemi|essere chiamato|essere contattato da|una chiamata|una telefonata|richiamarmi|ricontattarmi|telefonarmi|essere ricontattato|essere ricontattata|mi richiamate|mi richiami|chiamatemi|mi chiamate|mi telefonate|mi potete chiamare|mi potete richiamare|chiamarmi|che mi chiamiate|chiamata|telefonata|potete chiamarmi|potete richiamarmi|può chiamarmi|può richiamarmi|mi può richiamare|richiamami|ricontattatemi|mi ricontatti|mi ricontattate|ricevere una chiamata|ricevere una telefonata|datemi un colpo di telefono|telefonatemi',
    takeover:
      'mi aiuti|aiutarmi|se ne occupi|occuparsene|controlli|controllare|intervenga|intervenire|verifichi|verificare|subentri|assistermi|rivedere|esamini|esaminare|esaminasse|controllasse|verificasse|legga|se ne occupasse|aiuto|analizzi|analizzare|dia un occhiata|guardi|risolva|guardasse|rispondesse|risolvesse|seguisse|segua|gestisca|gestire|mi aiutasse|esaminasse la mia|guardare|rispondere|rispondermi|prenda in carico|prenda in mano|si occupi|si occupasse|valuti|valutasse|rivedesse|riveda|sistemi|guardarlo|guardarci|guardare questo|guardarla|controllarlo|controllarla|verificarlo|verificarla|guardare la mia|valutare|decidere',
    denial:
      "non voglio|non voglio più|non ho bisogno di|non mi serve|non mi passi|non passarmi|non trasferirmi|non mi trasferisca|non mi trasferire|non mi metta|non desidero|non serve|non c'è bisogno di|non è necessario|preferisco non|preferirei non|senza|senza dover|senza bisogno di|mai|invece di|al posto di|non sto chiedendo|non vorrei|non ho chiesto|devo per forza|evitare|odio|non|prima di|nessun|nessuno|nessuna|annullare|annulla|disdire|cancellare|rinviare",
    reported:
      'ho parlato|parlato|avevo parlato|mi ha detto|mi hanno detto|detto|ha detto|dice|ho chiamato|ho contattato|mi ha risposto|mi ha promesso|ha promesso|informato|assicurato|mi ha chiamato|ha riattaccato|ieri|in precedenza|settimana scorsa|sto parlando|sto parlando con|sei|lei è|sono|era|è stato|è stata|sembri|come|essere un|essere una|quanti|quante|parli come|lavoro come|chi è|questo è|faccio|lavorare come|lamentarmi di|lamentarmi del|reclamo contro|reclamo su',
    hours: 'orario|orari|a che ora|ora|ore|che giorni|quando|email|e-mail|indirizzo|numero di|telefono di',
    person: 'mio|mia|miei|mie',
    decoy:
      "agente di viaggio|agenzia viaggi|agente di viaggi|agente immobiliare|modalità agente|risorse umane|diritti umani|errore umano|corpo umano|a persona|per persona|di persona|ogni persona|due persone|2 persone|tre persone|4 persone|quattro persone|campione rappresentativo|operatore turistico|operatore telefonico|persona di contatto|per una persona|numero di persone|capo progetto|persona in più|a un altra persona|dati personali|responsabile delle risorse|meglio di|più utile di|mi ha detto di|ha detto che dovrei|venditore|devo chiamare|devo telefonare|un altra persona può|può un altra persona|altra persona ritirare|altra persona può|agente assicurativo|agente di commercio|direttore del negozio|responsabile del negozio|operatore logistico|operatore virtuale|personale di bordo|uso personale|persona giuridica|persona che|area personale|codice personale|spesa personale|responsabile legale|persona autorizzata|terza persona|per un'altra persona|di un'altra persona|dati di un'altra persona",
    money: 'soldi|euro|denaro|saldo|fondi|fattura|link|file|codice|prenotazione|ordine|biglietto|punti|conto',
    polite: 'per favore|subito|adesso|ora|grazie',
    phone: 'al telefono|per telefono|in linea|telefonicamente',
    ami: 'parlo|sto parlando|sto scrivendo|sto chattando',
    howto:
      'come contatto|come raggiungo|come sento|come chiamo|come rintraccio|come trovo|come parlo con|come parlo|come parlo con un',
    phoneno:
      'a che numero|a quale numero|qual è il numero|che numero|numero per|un telefono per|qual è il telefono|che numero devo|quale numero|che numero devo chiamare per|avete un numero|avete un numero dove risponde|c è un numero|numero dove risponde',
    plain:
      'umano|persona reale|persona vera|operatore|operatrice|operatore umano|agente|agente umano|rappresentante|supervisore|responsabile|servizio clienti|assistenza clienti|essere umano|assistenza umana|persona|parlare con operatore|umana|aiuto umano|supporto umano|operatore reale|operatore vero|vera persona|consulente|addetto|un essere umano|parlare con umano|parlare con una persona|direttore|persona in carne e ossa|umano vero|un umano|responsabile del servizio',
    greeting: 'ciao|salve|buongiorno|buonasera|grazie|caro|cara|gentile|arrivederci',
    break: 'ma|allora|quindi|va bene|bene',
    addto: 'aggiungi|aggiunga|aggiungete|invita|metti|inserisci',
    here: 'alla chat|nella chat|alla conversazione|nella conversazione|in chat|in questa chat',
    missing: "dov'è|dove è|ancora nessun|dove sono|dov è",
    asking: 'ho già chiesto|ho chiesto|sto chiedendo|avevo chiesto',
    must: 'deve|dovrebbe|deve poter',
    no: 'niente|basta|basta con|nessun|no|stop al|non voglio',
    toomuch: 'troppo complicato per|troppo complesso per|troppo difficile per',
    callme:
      'chiamatemi|chiamami|mi chiami|richiamatemi|mi chiamate|mi potete chiamare|mi può chiamare|mi puoi chiamare|richiamami|chiamarmi',
    tell: "dica a|dica al|di' a|chieda a|chiedi a|dì al|dica|chieda|chieda al|chiedi al",
    subj: 'decida|guardi|verifichi|controlli|se ne occupi|valuti|mi aiuti',
    why: 'perché non',
    free: 'disponibile|disponibili|libero|online|liberi',
    tellto: 'spiegare|raccontare|esporre|presentare',
    alone: "non c'è nessuno con cui parlare|nessuno con cui parlare",
    naming: 'di nome|chiamata|chiamato|che si chiama',
  },
  requests: REQUESTS,
  guards: GUARDS,
  addresses: ADDRESSES,
  notTypos:
    'parla parli agenda agenzia personale contratto umore opera operazione personali personaggio chiamata',
};

// Italian: how people ask for a human. Written by hand; fitted on own utterances only.
import type { RequestData } from '../request-grammar.js';
import { GUARDS, REQUESTS } from './patterns.js';

export const it: RequestData = {
  locale: 'it',
  classes: {
    filler:
      'un|uno|una|il|lo|la|i|gli|le|l|con|al|allo|alla|a|ad|di|del|della|dello|per favore|perfavore|per piacere|per cortesia|cortesemente|pf|subito|adesso|ora|vero|vera|veri|vere|reale|reali|in carne e ossa|qualche|vostro|vostra|vostri|suo|suoi|altro|altra|solo|soltanto|semplicemente|grazie|ciao|salve|buongiorno|sì|si|ok|va bene|bene|allora|anche|e|direttamente|immediatamente|urgentemente|maledetto|cavolo di|cazzo di|signore|signora|magari|forse|che|please|pls|plz|gentilmente|per gentilezza|se possibile|col|cortese',
    ask: "voglio|vorrei|volevo|vogliamo|vorremmo|ho bisogno di|avrei bisogno di|mi serve|mi servirebbe|mi piacerebbe|desidero|desidererei|preferisco|preferirei|esigo|pretendo|chiedo di|chiedo|richiedo|posso|potrei|possiamo|può|puoi|potete|potrebbe|potresti|potreste|mi può|mi puoi|mi potete|mi potrebbe|mi potresti|è possibile|sarebbe possibile|c'è modo di|come posso|come faccio a|come faccio|cosa devo fare per|che devo fare per|dove posso|devo|fammi|mi faccia|fatemi|mi fai|mi fa|lasciami|mi lasci|aiutami a|mi aiuti a|aiuto per|ho bisogno di aiuto per|sto cercando di|cerco di|cerco|non so come|perché non posso|non riesco a|non posso|è meglio|voglio che|vorrei che|finché non|c'è la possibilità di|bisogno di|insisto per|insisto|sto chiedendo|ho chiesto di|ho chiesto|mi farebbe|mi fareste|avrei bisogno|necessito di|gradirei|dovrei|mi dica come|vi prego di|la prego di|cortesemente|si può|potrei avere|posso avere|pretendo di|voglio che qualcuno|come si fa a|ho bisogno che|avrei bisogno che|mi serve che|desidero che|chiedo che|esigo che|preferirei che|gradirei che|mi piacerebbe che|vorrei tanto che|pretendo che",
    contact:
      'avere|parlare|parlarne|parlarne con|parlo|chattare|conversare|contattare|mettermi in contatto|entrare in contatto|comunicare|chiamare|sentire|essere assistito|essere assistita|parlando|discutere|discuterne|avere a che fare|interagire|essere contattato|essere contattata|essere richiamato da|assistenza da|continuare|proseguire|parla|reclamare|lamentarmi|lamentarmi con|essere seguito da|essere aiutato da|dialogare|confrontarmi|consultare|messaggiare|scrivere|interloquire|risolvere|risolverlo|fare questo|gestire la cosa|sbrigare',
    meet: 'vedere|incontrare',
    whom: 'con chi posso|con chi|a chi posso|chi può|a chi',
    modal: 'può|potrebbe|che|possa',
    hand: 'passami|mi passi|passatemi|mi passa|passarmi|mi passate|mi può passare|trasferiscimi|mi trasferisca|trasferitemi|trasferirmi|mi trasferisci|mi metta|mettimi|mettetemi|mettermi|mi metti|mi metta in contatto|mettimi in contatto|mettermi in contatto|connettimi|mi connetta|connettermi|mi colleghi|collegami|collegarmi|inoltrami|mi inoltri|inoltrare|indirizzami|mi indirizzi|chiamami|chiamatemi|passare|mi passi con|trasferire|mi inoltrate|inoltri|inoltrate|inoltra|passa|passi|passate|passami a|mi reindirizzi|reindirizzami|mi giri|giratemi|girami|mettere in contatto|mi mettete|mi mettete in contatto|mi potete passare|mi puoi passare|trasferisca|trasferisci|trasferite|collegatemi|connettetemi|mi connetti|affidare',
    sent: 'trasferito|trasferita|essere trasferito|essere trasferita|messo in contatto|messa in contatto|essere messo in contatto|essere messa in contatto|collegato|collegata|essere passato',
    handed: 'trasferiscimi|mi trasferisca|trasferitemi|trasferirmi|essere trasferito|essere trasferita',
    give: "dammi|mi dia|datemi|trovami|mi trovi|portami|chiami|chiama|chiamate|voglio|c'è|fai venire|trova|cercami|mandami|mi mandi|mandate|faccia venire|fate venire|chiamami|mi chiami|procurami|assegnatemi",
    human:
      'umano|umana|umani|essere umano|persona|persone|persona fisica|persona umana|agente|agenti|agente umano|operatore|operatrice|operatori|operatore umano|rappresentante|rappresentanti|addetto|addetta|consulente|consulenti|supervisore|responsabile|direttore|direttrice|manager|capo|superiore|impiegato|impiegata|dipendente|qualcuno di reale|qualcuno di vero|qualcuno di umano|qualcun altro|qualcuno che possa|qualcuno che|qualcuno del|qualcuno in carne|assistenza umana|supporto umano|centralinista|centralino|commesso|collega|colleghi|membro del team|il mio consulente|chat dal vivo|live chat|persone reali|persone vere|persona vivente|contatto umano|aiuto umano|intervento umano|referente|coordinatore|qualcuno di competente|qualcuno al telefono|operatore reale|operatore vero|caposervizio|dirigente',
    role: 'assistente|specialista|esperto|esperta|tecnico|medico|dottore|dottoressa|infermiere|infermiera|avvocato|gente|titolare|proprietario|commerciale|voi di persona',
    anyone: 'qualcuno|qualcuna|qlcn|qlcuno',
    desk: 'servizio clienti|assistenza clienti|assistenza|assistenza tecnica|supporto|supporto tecnico|supporto clienti|servizio assistenza|servizio di assistenza|customer service|customer care|call center|ufficio vendite|vendite|reparto|ufficio|ufficio reclami|fatturazione|amministrazione|reception|il team|team',
    bot: 'bot|robot|macchina|computer|chatbot|intelligenza artificiale|ia|assistente virtuale|risponditore|programma|segreteria',
    tired:
      'stanco di|stanca di|stufo di|stufa di|odio|non voglio|non voglio più|basta|mi rifiuto di|mi rifiuto|rifiuto di|non intendo|non ho intenzione di|ne ho abbastanza di|basta con|sono stufo di|sono stufa di|sono stanco di|detesto|non ne posso più di',
    escalate: 'escalare|inoltrare|escalation|fare escalation',
    case: 'questo|questa|il mio|la mia|caso|problema|reclamo|ticket|pratica|situazione|mio|mia',
    exist: "c'è|ci sono|avete|hai|esiste|non c'è|c è",
    around: 'disponibile|disponibili|lì|qui|con cui|con cui posso|che possa|che mi|online|in linea',
    back: 'mi chiami|mi chiamino|mi richiami|mi contatti|mi richiamino|mi contatta|mi chiama|richiamarmi|chiamarmi|contattarmi|mi può chiamare|mi richiamasse|mi chiamasse|mi contattasse|mi telefoni|telefonarmi|mi ricontatti|si metta in contatto con me|mi richiamassero|ricontattarmi|mi risponda|mi assista',
    callback:
      'essere richiamato|essere richiamata|richiamatemi|essere chiamato|essere contattato da|una chiamata|una telefonata|richiamarmi|ricontattarmi|telefonarmi|essere ricontattato|essere ricontattata|mi richiamate|mi richiami|chiamatemi|mi chiamate|mi telefonate|mi potete chiamare|mi potete richiamare|chiamarmi|che mi chiamiate|chiamata|telefonata',
    takeover:
      'mi aiuti|aiutarmi|se ne occupi|occuparsene|controlli|controllare|intervenga|intervenire|verifichi|verificare|subentri|assistermi|rivedere|esamini|esaminare|esaminasse|controllasse|verificasse|legga|se ne occupasse|aiuto|analizzi|analizzare|dia un occhiata|guardi|risolva|guardasse|rispondesse|risolvesse|seguisse|segua|gestisca|gestire|mi aiutasse|esaminasse la mia|guardare|rispondere|rispondermi',
    denial:
      "non voglio|non voglio più|non ho bisogno di|non mi serve|non mi passi|non passarmi|non trasferirmi|non mi trasferisca|non mi trasferire|non mi metta|non desidero|non serve|non c'è bisogno di|non è necessario|preferisco non|preferirei non|senza|senza dover|senza bisogno di|mai|invece di|al posto di|non sto chiedendo|non vorrei|non ho chiesto|devo per forza|evitare|odio|non|prima di|nessun|nessuno|nessuna",
    reported:
      'ho parlato|parlato|avevo parlato|mi ha detto|mi hanno detto|detto|ha detto|dice|ho chiamato|ho contattato|mi ha risposto|mi ha promesso|ha promesso|informato|assicurato|mi ha chiamato|ha riattaccato|ieri|in precedenza|settimana scorsa|sto parlando|sto parlando con|sei|lei è|sono|era|è stato|è stata|sembri|come|essere un|essere una|quanti|quante|parli come|lavoro come|chi è|questo è|faccio',
    hours: 'orario|orari|a che ora|ora|ore|che giorni|quando|email|e-mail|indirizzo|numero di|telefono di',
    person: 'mio|mia|miei|mie',
    decoy:
      "agente di viaggio|agenzia viaggi|agente di viaggi|agente immobiliare|modalità agente|risorse umane|diritti umani|errore umano|corpo umano|a persona|per persona|di persona|ogni persona|due persone|2 persone|tre persone|4 persone|quattro persone|un'altra persona|campione rappresentativo|operatore turistico|operatore telefonico|persona di contatto|per una persona|numero di persone|capo progetto|persona in più|a un altra persona|dati personali|responsabile delle risorse|meglio di|più utile di|mi ha detto di|ha detto che dovrei|venditore|devo chiamare|devo telefonare",
    money: 'soldi|euro|denaro|saldo|fondi|fattura|link|file|codice|prenotazione|ordine|biglietto|punti|conto',
    polite: 'per favore|subito|adesso|ora|grazie',
    phone: 'al telefono|per telefono|in linea|telefonicamente',
    ami: 'parlo|sto parlando|sto scrivendo|sto chattando',
    plain:
      'umano|persona reale|persona vera|operatore|operatrice|operatore umano|agente|agente umano|rappresentante|supervisore|responsabile|servizio clienti|assistenza clienti|essere umano|assistenza umana|persona|parlare con operatore|umana|aiuto umano|supporto umano|operatore reale|operatore vero|vera persona|consulente|addetto|un essere umano|parlare con umano|parlare con una persona|direttore',
  },
  requests: REQUESTS,
  guards: GUARDS,
  notTypos: 'parla parli agenda agenzia personale contratto umore opera operazione',
};

// Italian: how customers sound when they lose patience. Written by hand; nothing was fitted.
import type { MoodData } from '../frustration.js';

export const it: MoodData = {
  locale: 'it',
  classes: {
    anger:
      'furioso|furiosa|arrabbiato|arrabbiata|incazzato|incazzata|indignato|indignata|schifo|schifoso|disgustoso|idiota|idioti|stupido|stupidi|imbecille|incompetente|incompetenti|truffa|truffatori|ladri|bugiardi|bugia|merda|cazzo|vaffanculo|stronzi|stronzo|odio|maledetto|vergogna|vergognoso|basta|stufo|stufa|pezzenti',
    frustration:
      'frustrato|frustrata|frustrante|infastidito|seccato|inaccettabile|assurdo|assurda|ridicolo|deluso|delusa|deludente|terribile|orribile|pessimo|pessima|il peggiore|la peggiore|inutile|perdita di tempo|perdere tempo|ingiusto|non funziona|non mi aiuta|non capisce|non mi capisci|una presa in giro|insoddisfatto|impossibile|non se ne può più|disastro',
    repeat:
      "di nuovo|ancora una volta|un'altra volta|ancora non|sto ancora aspettando|terza volta|seconda volta|quante volte|ho già detto|già detto|da settimane|da giorni|da ore|nessuno risponde|ogni volta|la stessa risposta",
    threat:
      'avvocato|denuncia|denunciare|vie legali|causa|reclamo|codacons|disdetta|disdire|mai più|recensione negativa|concorrenza',
    negator: 'non|mai|senza|niente|nulla|né|nessun',
    calm: 'grazie|ottimo|ottima|perfetto|eccellente|meraviglioso|apprezzo|gentile|felice|contento|contenta|nessun problema|va bene|fantastico|adoro',
    common:
      'il|lo|la|i|gli|le|di|che|e|è|a|in|un|una|non|mi|si|ho|ha|per|con|del|della|da|sono|mio|mia|ma|se|come|al|nel|questo|questa|c|l|più|o|anche|io|ti|vi|quando',
  },
};

// German: how customers sound when they lose patience. Written by hand; nothing was fitted.
import type { MoodData } from '../frustration.js';

export const de: MoodData = {
  locale: 'de',
  classes: {
    anger:
      'wütend|wut|sauer|stinksauer|empört|unverschämt|unverschämtheit|frechheit|idiot|idioten|dumm|dämlich|inkompetent|betrug|betrüger|abzocke|lügner|lüge|lügen|scheiße|scheiss|scheiß|verdammt|verdammte|hasse|hass|kotzt|zum kotzen|dreckig|arsch|schnauze|mist|ekelhaft|schande|lächerlich|peinlich|dreist|unfähig|verarschen|verarscht|korrupt|erbärmlich|widerlich|skandal|heuchler|heuchelei|verlogen',
    frustration:
      'frustriert|frustrierend|genervt|nervt|nervig|ärgerlich|ärgert|inakzeptabel|nicht akzeptabel|absurd|unsinn|enttäuscht|enttäuschend|schrecklich|furchtbar|katastrophe|katastrophal|am schlimmsten|schlecht|nutzlos|zeitverschwendung|unfair|funktioniert nicht|hilft nicht|hilft mir nicht|verstehen mich nicht|verstehst mich nicht|ein witz|unzufrieden|reicht|es reicht|unmöglich|geht gar nicht|keine lust mehr|satt|zumutung|versagen|versagt|blödsinn|schlimm',
    repeat:
      'schon wieder|immer wieder|immer noch|immer noch nicht|noch immer|zum dritten mal|zum zweiten mal|wie oft|habe ich schon gesagt|schon gesagt|bereits gesagt|seit wochen|seit tagen|seit stunden|niemand antwortet|keiner antwortet|jedes mal|die gleiche antwort',
    threat:
      'anwalt|klage|verklagen|rechtliche schritte|verbraucherzentrale|anzeige|beschwerde|beschweren|kündigen|nie wieder|schlechte bewertung|konkurrenz',
    negator: 'nicht|kein|keine|keinen|nie|ohne|nichts|weder',
    calm: 'danke|vielen dank|dankeschön|super|perfekt|toll|prima|wunderbar|ausgezeichnet|freundlich|freue|freut|glücklich|gerne|kein problem|alles gut|schön|liebe|empfehlen',
    common:
      'der|die|das|und|ist|ich|nicht|ein|eine|zu|in|den|mit|sie|es|auf|für|von|dem|sich|auch|an|so|wie|wir|du|ihr|im|bei|hat|habe|haben|war|aber|oder|wenn|dass|man|noch|nur|was|mir|mich|mein|meine|er|als|werden|sind|bitte|kann',
  },
};

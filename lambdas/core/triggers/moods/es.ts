// Spanish: how customers sound when they lose patience. Written by hand; nothing was fitted.
import type { MoodData } from '../frustration.js';

export const es: MoodData = {
  locale: 'es',
  classes: {
    anger:
      'furioso|furiosa|indignado|indignada|enojado|enojada|enfadado|enfadada|rabia|asco|asqueroso|asquerosa|asquerosos|idiota|idiotas|estúpido|estúpida|estúpidos|imbécil|imbéciles|inútil|inútiles|incompetente|incompetentes|estafa|estafadores|ladrones|mentirosos|mentira|mierda|joder|puta|puto|carajo|coño|pendejo|pendejos|odio|harto|harta|maldito|maldita|vergüenza|sinvergüenzas|basura|cabrón|malditos|porquería|tontos|tonto|ridículo|ridícula|callate|cállate|hijo de|hdp|gilipollas',
    frustration:
      'frustrado|frustrada|frustrante|molesto|molesta|inaceptable|absurdo|absurda|decepcionado|decepcionada|decepción|terrible|horrible|pésimo|pésima|el peor|la peor|lo peor|injusto|injusta|no sirve|no funciona|no me ayuda|no entiendes|no me entiende|pérdida de tiempo|perder el tiempo|una broma|mal servicio|insatisfecho|increíble que|desastre|qué barbaridad|por favor ya|tomadura de pelo',
    repeat:
      'otra vez|de nuevo|una y otra vez|todavía no|aún no|sigo esperando|tercera vez|segunda vez|cuántas veces|ya le dije|ya te dije|ya lo dije|llevo semanas|llevo días|llevo horas|nadie responde|nadie contesta|siempre lo mismo|la misma respuesta',
    threat:
      'abogado|demanda|demandar|denuncia|denunciar|denunciaré|consumidor|reclamación|queja|cancelar mi cuenta|nunca más|no vuelvo|mala reseña',
    negator: 'no|nunca|sin|nada|ni|tampoco',
    calm: 'gracias|genial|perfecto|excelente|maravilloso|estupendo|agradezco|amable|feliz|contento|contenta|me encanta|amo|buenísimo|hermoso|hermosa|linda|lindo|de acuerdo|vale|amor|jaja|jajaja',
    common:
      'el|la|los|las|de|que|y|a|en|un|una|es|no|se|lo|por|con|para|mi|me|su|al|del|como|más|pero|yo|tu|te|le|ya|esta|este|si|muy|porque|son|he|ha|qué|está|o',
  },
};

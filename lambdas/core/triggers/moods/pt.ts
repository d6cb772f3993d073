// Portuguese: how customers sound when they lose patience. Written by hand; nothing was fitted.
import type { MoodData } from '../frustration.js';

export const pt: MoodData = {
  locale: 'pt',
  classes: {
    anger:
      'furioso|furiosa|indignado|indignada|irritado|irritada|com raiva|raiva|ódio|odeio|nojo|nojento|idiota|idiotas|burro|burros|estúpido|imbecil|inútil|inúteis|incompetente|incompetentes|golpe|golpista|ladrões|ladrão|mentiroso|mentirosos|mentira|merda|porra|caralho|puta|foda|cacete|inferno|lixo|vergonha|palhaçada|safado|safados|canalha|bandido|bandidos|cala a boca|ridículo|ridícula|desgraça|cansei|de saco cheio|vagabundo|covarde|hipócrita|maldito',
    frustration:
      'frustrado|frustrada|frustrante|chateado|chateada|inaceitável|absurdo|absurda|decepcionado|decepcionada|decepção|terrível|horrível|péssimo|péssima|o pior|a pior|injusto|não funciona|não ajuda|não resolve|não me entende|perda de tempo|perder tempo|uma piada|descaso|desrespeito|falta de respeito|insatisfeito|insatisfeita|impossível|farto|farta|cansado de',
    repeat:
      'de novo|mais uma vez|outra vez|ainda não|continuo esperando|terceira vez|segunda vez|quantas vezes|já falei|já disse|há semanas|há dias|há horas|ninguém responde|toda vez|sempre a mesma|a mesma resposta',
    threat:
      'advogado|processo|processar|procon|reclame aqui|justiça|reclamação|denunciar|denúncia|cancelar minha conta|nunca mais|concorrente|avaliação negativa',
    negator: 'não|nunca|sem|nada|nem|nenhum|nenhuma',
    calm: 'obrigado|obrigada|ótimo|ótima|perfeito|excelente|maravilhoso|agradeço|gentil|feliz|amei|adorei|sem problema|tudo bem|legal|valeu|parabéns|lindo|linda|amo',
    common:
      'o|a|os|as|de|que|e|é|do|da|em|um|uma|para|com|não|eu|você|vc|me|meu|minha|se|na|no|por|mais|mas|como|foi|ele|ela|isso|esse|essa|pra|já|tem|ser|só|está|ou|dos|ao|são|quando',
  },
};

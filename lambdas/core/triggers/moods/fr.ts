// French: how customers sound when they lose patience. Written by hand; nothing was fitted.
import type { MoodData } from '../frustration.js';

export const fr: MoodData = {
  locale: 'fr',
  classes: {
    anger:
      'furieux|furieuse|en colère|énervé|énervée|scandaleux|scandale|honteux|honte|dégoûté|dégoûtant|idiot|idiots|stupide|stupides|crétin|incompétent|incompétents|arnaque|arnaqueurs|voleurs|menteurs|mensonge|merde|putain|bordel|connard|connards|con|cons|déteste|hais|marre|ras le bol|ta gueule|foutre|se foutre|minable|pourri|nul|nulle|nuls',
    frustration:
      "frustré|frustrée|frustrant|agacé|agacée|agaçant|inacceptable|inadmissible|absurde|ridicule|déçu|déçue|décevant|terrible|horrible|affreux|le pire|inutile|perte de temps|perdre mon temps|injuste|ne marche pas|ne fonctionne pas|n'aide pas|ne m'aidez pas|ne comprenez rien|une blague|mécontent|mécontente|impossible|n'importe quoi|catastrophe|insupportable|lamentable",
    repeat:
      "encore une fois|encore et encore|toujours pas|troisième fois|deuxième fois|combien de fois|déjà dit|je vous ai dit|depuis des semaines|depuis des jours|depuis des heures|personne ne répond|à chaque fois|la même réponse|j'attends toujours",
    threat:
      'avocat|porter plainte|plainte|tribunal|justice|ufc|dgccrf|répression des fraudes|réclamation|résilier|plus jamais|mauvais avis|concurrent',
    negator: 'pas|ne|n|jamais|sans|rien|aucun|aucune|ni',
    calm: "merci|super|parfait|génial|excellent|merveilleux|j'apprécie|gentil|gentille|content|contente|heureux|pas de problème|pas grave|d'accord|ravi|j'adore",
    common:
      'le|la|les|de|des|du|un|une|et|est|je|vous|tu|il|elle|que|qui|à|en|pour|pas|ne|ce|mon|ma|mes|me|dans|sur|avec|au|j|l|d|c|n|qu|on|nous|suis|ai|a|si|mais|ou|s|votre|se|plus',
  },
};

// French: how people ask for a human. Written by hand; fitted on own utterances only.
import type { RequestData } from '../request-grammar.js';
import { GUARDS, REQUESTS } from './patterns.js';

export const fr: RequestData = {
  locale: 'fr',
  classes: {
    filler:
      "un|une|des|le|la|les|l|d|de|du|à|a|au|aux|avec|votre|vos|ton|ta|s'il vous plaît|s'il te plaît|svp|stp|s'il vous plait|maintenant|tout de suite|immédiatement|vrai|vraie|vrais|réel|réelle|vivant|vivante|en chair et en os|physique|juste|simplement|seulement|directement|rapidement|vraiment|autre|merci|bonjour|bonsoir|salut|oui|ok|d'accord|bon|bien|alors|aussi|et|putain de|foutu|urgemment|en urgence|monsieur|madame|peut-être|que|qu|plutôt|enfin|quelque|please|pls|plz|gentiment|si possible|de votre part",
    ask: "je veux|je voudrais|je voulais|j'aimerais|j'aimerais bien|j'ai besoin de|j'ai besoin|j aurais besoin|il me faut|il me faudrait|nous voulons|nous voudrions|je souhaite|je souhaiterais|je désire|je préfère|je préférerais|j'exige|je demande|je demande à|je réclame|veux|voudrais|aimerais|souhaite|besoin|besoin de|puis-je|je peux|je pourrais|pourrais-je|est-ce que je peux|est-ce que je pourrais|peut-on|on peut|pouvez-vous|pouvez vous|pourriez-vous|pourriez vous|peux-tu|peux tu|tu peux|tu pourrais|vous pouvez|vous pourriez|pourrais-tu|est-ce que vous pouvez|est-il possible de|est-il possible|est-ce possible|c'est possible|est-ce possible de|serait-il possible de|c'est possible de|c est possible|possible de|y a-t-il un moyen de|comment puis-je|comment je peux|comment faire pour|comment|que dois-je faire pour|où puis-je|je dois|il faut que je|laissez-moi|laisse-moi|aidez-moi à|aide-moi à|aide pour|j'essaie de|j'essaye de|j essaie de|je cherche à|je ne sais pas comment|je sais pas comment|pourquoi je ne peux pas|je n'arrive pas à|j'arrive pas à|je ne peux pas|je veux que|je voudrais que|j'aimerais que|j'exige que|faites que|faites|mieux|jusqu'à ce que|tant que|merci de|est-ce que quelqu'un peut|est-ce que quelqu'un pourrait|quelqu'un peut-il|quelqu'un pourrait-il|quelqu'un peut|serait-il possible|serait-ce possible|est-ce que c'est possible de|veuillez|veuillez bien|auriez-vous|je tiens à|j'insiste pour|j'insiste|je vous prie de|je vous demande de|je veux absolument|je peux avoir|j'attends|auriez-vous la gentillesse de|il est possible de|c'est possible d|est-ce possible d|je demandais|j'ai demandé|ça fait des heures que je demande|comment on fait pour|où est-ce que je peux|afin de|moyen de|moyen d|j'ai besoin que|j'ai besoin qu|je souhaite que|je souhaite qu|je demande que|je demande qu|je veux qu|j'exige qu|je voudrais qu|j'aimerais qu|il faudrait que|il faudrait qu",
    contact:
      "parler|parle|parlé à|parler à|parler avec|discuter|discuter avec|échanger|converser|contacter|joindre|rejoindre|appeler|communiquer|entrer en contact|prendre contact|avoir|avoir affaire à|être aidé par|être assisté par|chatter|tchatter|tchater|dialoguer|m'adresser|m'entretenir|en parler|en discuter|aide de|être rappelé par|être contacté par|continuer|poursuivre|me plaindre|être aidé|traiter|avoir affaire|tchat|clavarder|échanger avec|voir avec|être assisté|être pris en charge par|être servi par|régler ça|régler cela|faire ça|voir ça|en conversation",
    meet: 'voir|rencontrer',
    whom: 'à qui puis-je|à qui je peux|à qui|avec qui puis-je|avec qui je peux|avec qui|qui peut|qui puis-je|qui dois-je',
    modal: 'peut|pourrait|que|peut-il|peut-elle|pourrait-il|pourrait-elle|peut il|pourrait il',
    hand: 'passez-moi|passe-moi|passez moi|me passer|me passez|transférez-moi|transférez moi|transfère-moi|transfère moi|transférer|me transférer|me transférez|mettez-moi|mettez moi|mets-moi|me mettre|me mettre en relation|mettez-moi en relation|mets-moi en relation|mettez-moi en contact|me mettre en contact|mets-moi en contact|connectez-moi|connecte-moi|me connecter|redirigez-moi|redirige-moi|me rediriger|orientez-moi|dirigez-moi|me diriger|basculez-moi|me basculer|renvoyez-moi|me renvoyer|transmettez-moi|transmettez|transmettre|transmets|faites-moi passer|fais-moi passer|faites suivre|envoyez-moi|basculer|basculez|adressez-moi|me transmettre|me faire passer|passez-moi un|transférer mon|transférez mon|confiez|transférez',
    sent: 'transféré|transférée|être transféré|être transférée|mis en relation|mise en relation|être mis en relation|être mise en relation|mis en contact|être mis en contact|être redirigé|être redirigée|redirigé|connecté|être connecté',
    handed:
      'transférez-moi|transférez moi|transfère-moi|transfère moi|me transférer|être transféré|être transférée',
    give: 'donnez-moi|donne-moi|trouvez-moi|trouve-moi|appelez|appelle|appelez-moi|envoyez-moi|il y a|y a-t-il|je veux|amenez-moi|demandez à|allez chercher|va chercher|amenez|faites venir|allez me chercher|va me chercher|fais venir|trouvez|affectez',
    human:
      "humain|humaine|humains|être humain|êtres humains|personne|personnes|personne réelle|vraie personne|personne humaine|personne physique|agent|agents|agent humain|conseiller|conseillère|conseillers|conseiller humain|conseiller clientèle|représentant|représentante|représentants|opérateur|opératrice|opérateurs|téléconseiller|superviseur|superviseure|responsable|responsables|manager|gérant|gérante|directeur|directrice|chef|supérieur|supérieure|employé|employée|quelqu'un de réel|quelqu'un de vrai|quelqu'un d'humain|quelqu'un d'autre|quelqu'un qui|quelqu'un qui puisse|quelqu'un du|quelqu'un de|quelqu'un de compétent|interlocuteur|interlocuteur humain|collaborateur|collaboratrice|collègue|membre de l'équipe|mon conseiller|assistance humaine|support humain|aide humaine|chat en direct|standardiste|chargé de clientèle|personne en charge|interlocuteur physique|contact humain|une vraie personne|vrai conseiller|véritable personne|véritable humain|véritable conseiller|quelqu'un en vrai|quelqu'un de votre équipe|quelqu'un de chez vous|quelqu'un au téléphone|membre de votre équipe|conseillers humains|agent réel|service humain|intervention humaine",
    role: 'assistant|assistante|spécialiste|expert|experte|technicien|technicienne|médecin|docteur|infirmière|infirmier|avocat|gens|patron|commercial|vous de vive voix|propriétaire',
    anyone: "quelqu'un|qqn|qqun|quelqun|quelquun|qlq1",
    desk: "service client|service clients|service clientèle|support|support technique|assistance|assistance technique|service après-vente|sav|service technique|service commercial|service facturation|service réclamations|service|le service|facturation|l'équipe|votre équipe|équipe|standard|accueil|hotline|centre d'appel|bureau",
    bot: 'bot|robot|machine|ordinateur|robots|chatbot|intelligence artificielle|ia|assistant virtuel|répondeur|programme|automate',
    tired:
      "marre de|ras le bol de|j'en ai marre de|fatigué de|fatiguée de|je déteste|je ne veux pas|je veux pas|je ne veux plus|je veux plus|je refuse de|je refuse|je ne vais pas|hors de question de|assez de|j'en ai assez de|y en a marre de|plus envie de",
    escalate: 'escalader|escaladez|escalade|faire remonter|faites remonter|remonter|remontez|escalation',
    case: 'cela|ça|ce|cette|mon|ma|dossier|cas|problème|réclamation|ticket|demande|plainte|situation|le|la',
    exist:
      "il y a|y a-t-il|y a t il|ya|est-ce qu'il y a|avez-vous|vous avez|existe-t-il|il n'y a|y a|y'a|y'a pas|il n'y a pas|y a pas|n'y a-t-il pas|est-ce que vous avez|vous n'avez pas",
    around:
      'disponible|disponibles|là|ici|à qui|avec qui|à qui je|avec qui je|qui peut|qui puisse|en ligne|joignable',
    back: "me rappelle|me rappellent|m'appelle|me contacte|me rappeler|m'appeler|me contacter|me recontacte|me téléphone|rappelez-moi|me téléphoner|prenne contact avec moi|me réponde",
    callback:
      "être rappelé|être rappelée|rappelez-moi|rappelle-moi|être recontacté|me rappeler|un rappel téléphonique|un appel|qu'on me rappelle|on me rappelle|me téléphoner|m'appeler|me recontacter|rappel|être appelé|être contacté|être contactée|rappelez moi|faites-moi rappeler|fais-moi rappeler|me faire rappeler|rappelez-moi svp",
    takeover:
      "m'aider|m'aide|s'en occuper|s'en occupe|prendre le relais|prenne le relais|prendre en charge|vérifier|vérifie|regarder|examiner|intervenir|intervienne|me répondre|s'en charger|étudier|étudie|jeter un œil|regarde|traite|traiter|voir mon|s'occupe de mon|s'occuper de mon|examine|m'assister|me venir en aide|regarder mon|traiter mon|répondre|réponde|lire",
    denial:
      "je ne veux pas|je veux pas|je ne veux plus|je veux plus|je ne souhaite pas|je souhaite pas|je n'ai pas besoin|j'ai pas besoin|pas besoin de|pas besoin d'|pas la peine de|inutile de|ne me transférez pas|ne me transfère pas|me transférez pas|ne me passez pas|ne me passe pas|ne me mettez pas|ne me connectez pas|je préfère ne pas|je préférerais ne pas|ne pas|sans|sans avoir à|jamais|au lieu de|plutôt que de|plutôt que|je ne demande pas|je n'ai pas demandé|dois-je|est-ce que je dois|faut-il|je suis obligé de|éviter|éviter de|je déteste|avant de|pas|aucun|aucune|n'escaladez pas|ne|je ne veux|je ne souhaite|je ne voudrais|nul besoin de|pas envie de|ne me rappelez pas|ne m'appelez pas|je n'ai besoin|je n'ai pas envie|je n'ai nullement besoin|je n'ai aucun besoin|je ne demande",
    reported:
      "j'ai parlé|parlé|j'avais parlé|m'a dit|m'ont dit|dit|a dit|j'ai appelé|appelé|j'ai contacté|m'a répondu|m'a promis|promis|informé|m'a assuré|m'a appelé|a raccroché|raccroché|hier|précédemment|la semaine dernière|je parle à|je parle avec|suis-je en train de parler|es-tu|êtes-vous|tu es|vous êtes|t'es|je suis|était|a été|comme|être un|être une|combien de|combien|est-ce|c'est|tu parles comme|je travaille comme|qui est|quel est|sympa",
    hours:
      'horaires|horaire|quelle heure|à quelle heure|heures|quels jours|quand|email|e-mail|adresse|numéro du|téléphone du',
    person: 'mon|ma|mes',
    decoy:
      "agent de voyage|agent de voyages|agence de voyage|agent immobilier|mode agent|ressources humaines|droits humains|droits de l'homme|erreur humaine|corps humain|par personne|en personne|chaque personne|deux personnes|2 personnes|trois personnes|4 personnes|quatre personnes|une personne de plus|autre personne à|échantillon représentatif|tour opérateur|opérateur mobile|opérateur téléphonique|personne à contacter|pour une personne|nombre de personnes|chef de projet|gestionnaire de mots de passe|mon chef|personne supplémentaire|à une autre personne|service de livraison|personne n|personne ne|responsable de la livraison|mieux qu'un|mieux qu'une|mieux que|plus utile que|meilleur que|personne ne m|il n'y a personne|n'y a personne|a dit que je devais|m'a dit de",
    money:
      'argent|euros|euro|solde|fonds|facture|lien|fichier|code|réservation|commande|billet|points|compte',
    polite: "svp|stp|s'il vous plaît|maintenant|merci",
    phone: 'au téléphone|au bout du fil|par téléphone|en ligne|de vive voix',
    plain:
      'humain|vraie personne|personne réelle|agent|agent humain|conseiller|conseiller humain|opérateur|opératrice|représentant|superviseur|responsable|service client|être humain|conseillère|assistance humaine|personne|vrai humain|une vraie personne|agent réel|conseiller clientèle|interlocuteur|téléconseiller|aide humaine|support humain|vrai conseiller',
  },
  requests: REQUESTS,
  guards: GUARDS,
  notTypos: 'parles parlez agenda agence personnel contrat humeur humour',
};

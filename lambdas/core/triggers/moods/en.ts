// English: how customers sound when they lose patience. Written by hand; nothing was fitted.
import type { MoodData } from '../frustration.js';

export const en: MoodData = {
  locale: 'en',
  classes: {
    anger:
      'furious|outraged|outrageous|livid|enraged|angry|disgusting|disgusted|disgraceful|pathetic|idiot|idiots|stupid|moron|morons|incompetent|scam|scammers|thieves|liar|liars|lying|bullshit|bs|crap|shit|fuck|fucking|damn|hell|screw you|shut up|hate|ass|wtf|sick of|fed up|had enough|enough is enough|how dare|ripped off|rip off|criminal|shame on you|garbage|trash',
    frustration:
      "frustrated|frustrating|frustration|annoyed|annoying|irritated|irritating|upset|ridiculous|unacceptable|not acceptable|absurd|nonsense|disappointed|disappointing|terrible|horrible|awful|worst|useless|waste of time|wasting my time|not fair|unfair|nothing works|not helping|not helpful|aren't helping|unhelpful|no help|makes no sense|don't understand me|not listening|poor service|bad service|a joke|appalling|dissatisfied|unhappy|impossible|stressful|nightmare|mess|can't believe|cannot believe|losing my patience|lost my patience|tired of",
    repeat:
      'again and again|over and over|still not|still no|still waiting|third time|fourth time|second time|how many times|already told|i told you|i said|as i said|already said|keep asking|keeps happening|for weeks|for days|for hours|for months|been waiting|no one answers|nobody answers|every time|yet again|same question|same answer|same problem|once more',
    threat:
      'lawyer|attorney|sue|legal action|small claims|chargeback|report you|bbb|consumer protection|cancel my account|close my account|never again|never buy|never use|never fly|competitor|bad review|social media|trustpilot|complaint|lost a customer|losing a customer',
    negator: "not|no|isn't|aren't|wasn't|don't|doesn't|didn't|never|without|nothing",
    calm: 'thank you|thanks|thx|great|perfect|wonderful|appreciate|appreciated|happy|awesome|excellent|good job|no problem|no worries|love|lovely|glad|cool|that works|sounds good|helpful',
    common:
      'the|a|an|to|of|and|is|are|was|i|you|it|my|me|that|this|for|in|on|with|have|has|be|at|your|we|what|how|can|do|please|but|so|if|they|there|from|as|will|just|been|about|or|not|he|she',
  },
};

// Hindi: how customers sound when they lose patience. Written by hand; nothing was fitted.
import type { MoodData } from '../frustration.js';

export const hi: MoodData = {
  locale: 'hi',
  classes: {
    anger:
      'गुस्सा|गुस्से|क्रोध|नाराज़|नाराज|बेवकूफ|मूर्ख|बेकार|घटिया|धोखा|धोखेबाज|चोर|झूठ|झूठे|बकवास|नफरत|शर्म|शर्मनाक|बदतमीज|बदतमीजी|हद है|हद हो गई|बर्दाश्त|तंग आ|कमीने|बेशर्म|लूट|निकम्मे|चुप रहो|gussa|bewakoof|bekar|ghatiya|dhoka|dhokha|chor|jhooth|jhoot|bakwas|nafrat|sharam|tang aa|badtameez|hadd hai',
    frustration:
      'परेशान|परेशानी|निराश|निराशा|निराशाजनक|अस्वीकार्य|खराब|बहुत बुरा|बुरा|समय बर्बाद|समय की बर्बादी|काम नहीं कर|मदद नहीं|समझ नहीं|चिढ़|असहनीय|अन्याय|मजाक|मज़ाक|लापरवाही|ये क्या|क्या बकवास|pareshan|nirash|kharab|bura|time waste|kaam nahi kar|madad nahi|samajh nahi|mazak',
    repeat:
      'बार बार|बार-बार|फिर से|अभी तक नहीं|अब तक नहीं|कितनी बार|पहले भी|कई दिनों|कई हफ्तों|घंटों से|तीसरी बार|दूसरी बार|हमेशा|baar baar|bar bar|phir se|fir se|abhi tak nahi|kitni baar|kai dino|ghanton se|teesri baar',
    threat:
      'वकील|कोर्ट|केस|शिकायत|उपभोक्ता|कानूनी|कभी नहीं|vakil|court|shikayat|complaint|consumer forum|kabhi nahi',
    negator: 'नहीं|नही|मत|ना|nahi|nahin|nhi|mat|na',
    calm: 'धन्यवाद|शुक्रिया|बढ़िया|अच्छा|शानदार|खुश|खुशी|प्यार|सुंदर|dhanyavad|shukriya|thanks|thank you|badhiya|accha|acha|shandar|khush',
    common:
      'है|हैं|में|का|की|के|को|से|और|पर|यह|ये|वह|वो|मैं|मेरा|मेरी|मुझे|आप|तो|भी|ने|एक|था|थी|कर|इस|हो|हम|नहीं|क्या|लिए|गया|hai|hain|mein|main|ka|ki|ke|ko|se|aur|mujhe|mera|meri|aap|kya|ho|kar|raha|rahi|ye|yeh|bhi|nahi|ne',
  },
};

// Hindi, in Devanagari and in Latin letters: how people ask for a human. Written by hand; fitted on own utterances only.
import type { RequestData } from '../request-grammar.js';

export const hi: RequestData = {
  locale: 'hi',
  classes: {
    filler:
      'मुझे|मेरी|मेरा|मैं|हमें|किसी|एक|असली|असल|सच्चे|वास्तविक|जीवित|से|को|के|की|का|साथ|पर|ही|तो|भी|अभी|तुरंत|जल्दी|कृपया|प्लीज|प्लीज़|जी|हां|हाँ|हाय|नमस्ते|अपने|आपके|आपकी|दूसरे|और|बस|सिर्फ|इस बारे में|mujhe|mujhko|mujko|muje|main|mai|mein|hame|humein|kisi|ek|asli|asal|real|live|se|ko|ke|ki|ka|sath|saath|par|hi|to|bhi|abhi|turant|jaldi|please|plz|pls|kripya|ji|haan|ha|han|namaste|apne|aapke|apke|dusre|aur|bas|sirf|yaar|bhai|sir|madam|meri|mera|is bare mein|zara|thoda|ज़रा|थोड़ा|bhaiya|wale|वाले|जल्द से जल्द|फौरन|फ़ौरन|वापस|jaldi se jaldi|foran|wapas|vapas|urgent|urgently|bolo|ko bolo|kaho|bol do|बोलो|कहो|को बोलो|theek hai|thik hai|ठीक है|ok|okay|pehle bhi bola|bol chuka|bol chuki|maine bola|पहले भी बोला',
    ask: 'चाहिए|चाहता हूं|चाहता हूँ|चाहती हूं|चाहती हूँ|क्या मैं|सकता हूं|सकते हैं|सकता हूँ|सकती हूं|सकती हूँ|कैसे|chahiye|chahie|chaiye|chahta hu|chahta hun|chahta hoon|chahti hu|chahti hun|chahti hoon|kya main|sakta hu|sakta hun|sakta hoon|sakte hain|sakte ho|sakte hai|sakti hu|kaise|चाहिये|chahiyee|chahye|चाहते हैं|aap mujhe|kya aap mujhe|aap meri|kya aap meri|आप मुझे|क्या आप मुझे|आप मेरी|क्या आप मेरी|आप हमें|क्या आप हमें',
    contact:
      'बात करनी है|बात करना है|बात करना चाहता|बात करना चाहती|बात करना चाहते|बात करवाओ|बात करवाइए|बात करवाएं|बात करवा दो|बात करवा दीजिए|बात करा दो|बात कराओ|बात कराइए|बात कराएं|बात करा दीजिए|बात करने दो|बात करने दीजिए|बात करनी थी|बात कर सकता|बात कर सकती|बात कर सकते|बात हो सकती|बात करूं|बात कैसे|बात करनी|बात करना|बात करने|संपर्क करना|संपर्क करना है|संपर्क करें|संपर्क कैसे|संपर्क कराएं|संपर्क करवाएं|चैट करना|चैट करनी|मिलना है|कॉल करवाओ|कॉल करवाइए|मदद चाहिए|baat karni hai|baat karna hai|bat karni hai|bat karna hai|baat karni h|baat krni hai|baat krni h|bat krni hai|bat krni h|baat karna chahta|baat karna chahti|baat karna chahte|baat karwao|baat karvao|baat karwa do|baat karwaiye|baat karao|baat kara do|baat karaiye|baat karwa dijiye|baat kara dijiye|bat karwao|bat karao|bat kara do|bat karwa do|baat karne do|baat karne dijiye|baat kar sakta|baat kar sakti|baat kar sakte|baat kaise|baat ho sakti|baat karni|baat karna|baat karne|bat karni|bat karna|sampark karna|sampark karna hai|contact karna|contact karna hai|contact karwao|contact karao|chat karna|chat karni|call karwao|call karao|call karwa do|call karna|madad chahiye|help chahiye|बात कर सकूं|बात कर सकूँ|बात हो जाए|बात करा दें|बात करवा दें|बात करवानी है|बात करानी है|बात कर लूं|बात करना पसंद|बात कराये|बात करवाये|बात हो पाएगी|बात हो सकती है|baat kar saku|baat kar sakun|baat kar sakoon|baat ho jaye|baat karwani hai|baat karani hai|baat karna pasand|baat krwao|baat krwa do|baat krna h|baat krna hai|baat krna chahta|bt krni h|baat kare|baat karein|sampark karao|sampark karwao|connect hona hai|connect hona chahta|मिलना चाहता|मिलना चाहती|से मिलाओ|संवाद करना|चैट करनी है|मदद लेनी है|सहायता चाहिए|sahayata chahiye|बात करूँगा किसी|कॉल कर सकता|कॉल कर सकती|कॉल कर सकते|कॉल करे|कॉल कर दे|कॉल करें|फोन कर सकता|फोन करे|फोन कर दे|फ़ोन कर सकता|call kar sakta|call kar sakte|call kare|call kar de|phone kar sakta|phone kare|बात हो|बात हो सके|बात करवानी|बात करवा सकते|बात करा सकते|बात करना चाहूंगा|बात करना चाहूँगा|बात करना चाहूंगी|बात करने का|बात कराना|बात करवाना|बात करो|बातचीत करनी|बातचीत करना|baat ho sake|baat karwani|baat karwa sakte|baat kara sakte|baat karwa den|baat kara den|baat karna chahunga|baat karna chahungi|baat karne ka|bat ho sakti|baat karwaye|baat karwaen|bat karwaiye|संपर्क कर सकता|संपर्क कर सकते|संपर्क करना चाहता|संपर्क हो|sampark kar sakta|sampark karein|मदद कर सकता|मदद करे|की मदद चाहिए|contact kar sakta|baat karaye|baat krao|bt krni hai|baat karvani|baat karvaiye|बात करा सकते हैं|बात करवा सकते हैं|baat kara sakte hain|baat karwa sakte hain|baat kara sakte ho|baat karwa sakte ho|से करनी है|se karni hai|se karni h|शिकायत करनी|शिकायत करना|शिकायत करना चाहता|शिकायत करना चाहती|shikayat karni|shikayat karna|का नंबर दो|का नंबर दीजिए|ka number do|ka number dijiye|का नंबर क्या|ka number kya|कॉल चाहिए|call chahiye|sawal puchna|sawaal puchna|सवाल पूछना|complaint karni|complaint karna|complaint karna hai|samjhani|samjhana|समझाना|baat hogi|बात होगी|baat kyu/kyun/kyon nahi|बात क्यों नहीं|baat karo',
    hand: 'जोड़ो|जोड़ दो|जोड़िए|जोड़ें|जोड़ दीजिए|कनेक्ट करो|कनेक्ट करें|कनेक्ट कीजिए|कनेक्ट कर दो|कनेक्ट कर दीजिए|कनेक्ट करवाओ|ट्रांसफर करो|ट्रांसफर करें|ट्रांसफर कीजिए|ट्रांसफर कर दो|ट्रांसफर कर दीजिए|मिलाओ|मिलवाओ|मिलाइए|मिलवाइए|बुलाओ|बुलाइए|बुलाएं|बुला दो|दो|दीजिए|दें|भेजो|भेजिए|jodo|jod do|jodiye|jod dijiye|connect karo|connect kro|connect karen|connect kijiye|connect kar do|connect kr do|connect kar dijiye|connect karwao|connect kara do|connect karao|transfer karo|transfer kro|transfer kijiye|transfer kar do|transfer kr do|transfer kar dijiye|milao|milwao|mila do|bulao|bulaiye|bula do|bulado|de do|dedo|bhejo|bhejiye|forward karo|forward kar do|पहुँचाइए|पहुंचाओ|पहुँचा दो|पहुँचाएं|पहुँचा दीजिए|pahunchao|pahuncha do|pahunchaiye|फॉरवर्ड करो|फॉरवर्ड करें|फॉरवर्ड कर दीजिए|जोड़ दीजिये|कनेक्ट कराएं|कनेक्ट कराइए|कनेक्ट करवाइए|को भेजें|भेज दो|भेज दीजिए|कॉल ट्रांसफर करें|कॉल ट्रांसफर करो|call transfer karo|call transfer kar do|लाओ|को दे दो|दिखाओ|को सौंप दो|सौंप दीजिए|connect karein|connect kare|transfer karein|connect karaiye|connect krdo|connect krwa do|दिखाइए|दिखाएं|दिखा दो|dikhao|dikha do|dikhaiye|सौंपें|दिलाओ|दिलवाओ|दिलाइए|dilao|dilwao|लगाओ|lagao|laga do|लगा दो|bhej do|कनेक्ट कर सकते|ट्रांसफर कर सकते|जोड़ सकते|मिला सकते|कनेक्ट करा दीजिए|कनेक्ट करा दो|कनेक्ट कर दें|ट्रांसफर कर दें|जोड़ दें|मिला दो|मिला दीजिए|मिला दें|दिखा दीजिए|को दिखाएं|भेजें|सौंप दो|फॉरवर्ड कर दो|फॉरवर्ड कीजिए|connect kar sakte|connect kar sakta|connect kar den|transfer kar sakte|jod sakte|mila sakte|mila dijiye|connect kara dijiye|connect karwaiye|connect kardo|transfer kardo|jod den|milwa do|milwaiye|lao|le aao|ले आओ|line par lao|connect kar sakte hain|connect kar sakte ho|connect kar sakte hai|transfer kar sakte hain|transfer kar sakte ho|कनेक्ट कर सकते हैं|कनेक्ट कर सकते हो|ट्रांसफर कर सकते हैं|जोड़ सकते हैं|मिला सकते हैं|jod sakte hain|mila sakte hain|connect karenge|connect karoge|transfer karenge|line pe lo|line par lo|line pe|line pe do|baat kara/karwa de/do/dijiye/dena|baat karade|baat kara dein|बात करा दे|बात करवा दे|बात करा दीजिए',
    human:
      'इंसान|इन्सान|इनसान|मनुष्य|मानव|व्यक्ति|व्यक्ती|आदमी|एजेंट|एजेंट|एजेन्ट|ऑपरेटर|प्रतिनिधि|प्रतिनिधी|अधिकारी|कर्मचारी|सुपरवाइजर|सुपरवाइज़र|मैनेजर|मैनेजर|प्रबंधक|सीनियर|बॉस|मालिक|सलाहकार|इंसानी एजेंट|मानव एजेंट|लाइव एजेंट|insaan|insan|inshan|human|vyakti|aadmi|admi|agent|agents|operator|representative|pratinidhi|adhikari|karmchari|supervisor|manager|senior|boss|real person|person|human agent|live agent|customer care executive|executive|staff|banda|bande|एग्जीक्यूटिव|एक्जीक्यूटिव|कार्यकारी|स्टाफ|इंसान एजेंट|असली एजेंट|असली व्यक्ति|असली आदमी|मानव सहायता|मानवीय सहायता|जिम्मेदार व्यक्ति|अफसर|officer|afsar|team leader|टीम लीडर|टीम लीड|asli aadmi|asli agent|real agent|insaano|customer executive|manav|पर्यवेक्षक|इंचार्ज|incharge|शख्स|बंदा|बंदे|विशेषज्ञ|अफ़सर|हेड|कर्मी|ग्राहक सेवा अधिकारी|ग्राहक सेवा प्रतिनिधि|कस्टमर केयर वाले|कस्टमर केयर वाला|सपोर्ट वाले|बड़े अधिकारी|सीनियर अधिकारी|customer care wale|customer care wala|support wale|support wala|shakhs|insano|log|इंसानों|लोगों में से किसी|मानवीय|zinda insaan|real insaan|asli banda|डायरेक्टर|director|सहकर्मी|मैनेजमेंट|management|टीम मेंबर|team member|colleague|साथी कर्मचारी|expert|एक्सपर्ट|advisor|एडवाइजर|support agent|सपोर्ट एजेंट',
    anyone:
      'किसी से|kisi se|कोई|किसी और|कोई और|kisi aur|kisi or|koi aur|koi|किसी और से|kisi aur se|kisi ek se|क्या कोई|kya koi',
    desk: 'कस्टमर केयर|कस्टमर सर्विस|ग्राहक सेवा|सपोर्ट|कस्टमर सपोर्ट|टीम|customer care|customer service|customer support|support team|grahak seva|support|team|सेल्स टीम|सेल्स|बिलिंग|बिलिंग टीम|टेक्निकल टीम|sales team|sales|billing team|billing|technical team|शिकायत विभाग|विभाग|कस्टमर केयर सेंटर|customer care center',
    bot: 'बॉट|रोबोट|मशीन|कंप्यूटर|bot|robot|machine|computer|chatbot|bot nahi|bot nhi|robot nahi|machine nahi|bot se nahi|bot se nhi|robot se nahi|machine se nahi|बॉट नहीं|रोबोट नहीं|मशीन नहीं|मशीन से नहीं|रोबोट से नहीं|बॉट से नहीं|chatbot nahi|ai nahi|एआई नहीं|कंप्यूटर से नहीं|computer se nahi|रोबोट से बात नहीं करनी|बॉट से बात नहीं करनी|मशीन से बात नहीं करनी|bot se baat nahi karni|robot se baat nahi karni|machine se baat nahi karni',
    exist: 'क्या कोई|कोई|kya koi|koi',
    around: 'है|उपलब्ध|hai|available|h',
    denial:
      'नहीं|नही|मत|ना|बिना|नहीं चाहिए|की जरूरत नहीं|जरूरत नहीं|nahi|nahin|nhi|mat|na|bina|nahi chahiye|nahi karni|nahi karna|jarurat nahi|zaroorat nahi|jaroorat nahi|padegi|padega|पड़ेगी|पड़ेगा',
    notyet: 'बात नहीं करनी|बात नहीं करना|baat nahi karni|baat nahi karna|bat nahi karni|baat nhi karni',
    reported:
      'बात की थी|बात हुई थी|बात की|बात हुई|कहा था|कहा|बताया|बताया था|कल|पिछले|बोला|बोला था|आप|क्या आप|क्या तुम|तुम|हूं|हूँ|ho|hun|hoon|था|थी|baat ki thi|baat ki|baat hui|baat hui thi|kaha|kaha tha|bola|bola tha|bataya|bataya tha|kal|pichle|aap|kya aap|kya tum|tum|tha|thi|ne',
    person: 'मेरे|मेरा अपना|mere|mera apna',
    hours: 'समय|कितने बजे|कब|टाइम|samay|kitne baje|kab|time|timing',
    decoy:
      'मानव संसाधन|ट्रैवल एजेंट|travel agent|human resources|प्रति व्यक्ति|मानवाधिकार|prati vyakti|per person|दो लोग|agent mode|एजेंट मोड|एक और व्यक्ति|एक और आदमी|ek aur person|ek aur vyakti|दूसरे व्यक्ति को|se behtar|से बेहतर|se accha|से अच्छा|कैसे बनें|कैसे बने|kaise bane|kaise bante|बनना है|banna hai|व्यक्ति और|एक व्यक्ति और|और व्यक्ति|ek vyakti aur|aur ek vyakti|aur log|log aur|बीमा एजेंट|bima agent|insurance agent|property agent|delivery agent|delivery boy|डिलीवरी एजेंट|कितने लोग|kitne log|कोई और व्यक्ति|koi aur vyakti|वाला आदमी|wala aadmi|stor manager|store manager|स्टोर मैनेजर|bank manager|बैंक मैनेजर|दो व्यक्ति|do vyakti|संपर्क व्यक्ति|hr manager|project manager|agent ki naukri|agent ki job|agent ka kaam|naukri|एजेंट की नौकरी',
    handfirst:
      'ट्रांसफर करें|ट्रांसफर करो|कनेक्ट करो|कनेक्ट करें|कॉल ट्रांसफर करें|कॉल ट्रांसफर करो|connect karo|transfer karo|call transfer karo|connect kar do|transfer kar do|बात कराओ|बात कराइए|baat karao|baat karwao',
    back: 'कॉल कर सकता|कॉल कर सकते|कॉल कर सकती|कॉल करे|कॉल करें|फोन करे|फोन करें|फोन कर सकता|संपर्क करे|संपर्क कर सकता|call kar sakta|call kar sakte|call kare|call karega|phone kare|phone kar sakta|call kr skta|call kar le|call kar lo',
    callback:
      'कॉल बैक|कॉलबैक|call back|callback|वापस कॉल|wapas call|मुझे कॉल करो|मुझे कॉल करें|मुझे कॉल कीजिए|मुझे कॉल कर दीजिए|मुझे फोन करो|मुझे फोन करें|मुझे फोन कीजिए|mujhe call karo|mujhe call kare|mujhe call karein|mujhe call kijiye|mujhe call kar do|mujhe phone karo|मुझे वापस कॉल करवा दीजिए|वापस कॉल करवा|call back chahiye|mujhe call karwao|mujhe call karwa do|कॉल करवा दीजिए|कॉल करवाइए|कॉल करवाओ|mujhe phone karwao|फोन करवा दीजिए',
    moved:
      'ट्रांसफर कर दीजिए|ट्रांसफर करो|ट्रांसफर करें|ट्रांसफर कीजिए|ट्रांसफर कर दो|कनेक्ट कर दीजिए|कनेक्ट करो|कनेक्ट करें|कनेक्ट कीजिए|कनेक्ट कर दो|transfer karo|transfer kar do|transfer kijiye|transfer kar dijiye|connect karo|connect kar do|connect kijiye|connect kar dijiye|call transfer karo|call transfer kar do|कॉल ट्रांसफर कर दो|कॉल ट्रांसफर करो|call transfer kijiye|call transfer kar dijiye',
    plain:
      'इंसान|असली इंसान|एजेंट|ऑपरेटर|प्रतिनिधि|सुपरवाइजर|मैनेजर|कस्टमर केयर|insaan|agent|operator|supervisor|manager|customer care|human|asli insaan|human agent|मानव|ह्यूमन|कस्टमर सपोर्ट|ग्राहक सेवा|customer support|real person|real agent|असली एजेंट|executive|एग्जीक्यूटिव|madad ke liye insaan|मानव सहायता|मनुष्य|असली व्यक्ति|real human|asli aadmi|live agent|मानव एजेंट|support',
    where:
      'kaha hai|kahan hai|kidhar hai|kab aayega|ka wait|ke wait|ka intezar|ka intezaar|कहाँ है|कहां है|कब आएगा|का इंतज़ार|का इंतजार',
    callme: 'mujhe call kar sakte|mujhe call kar sakti|मुझे कॉल कर सकते|मुझे फोन कर सकते|mujhe phone kar sakte',
    break: 'nahi mujhe|नहीं मुझे|nahi main|nahi muje|ho mujhe|हो मुझे|hai mujhe|है मुझे',
    greeting: 'hello|hi|namaste|thank you|thanks|dhanyavad|shukriya|नमस्ते|धन्यवाद|शुक्रिया|नमस्कार',
    antibot:
      'bot/robot/machine/chatbot se baat nahi/nhi karni|bot/robot/machine se baat nahi karna|बॉट/रोबोट/मशीन से बात नहीं करनी',
  },
  requests: [
    'human|anyone|desk ~2 contact',
    'human|anyone|desk ~2 hand',
    'human ~1 ask',
    'contact ~1 human|anyone|desk',
    'ask ~2 human|anyone|desk ~2 contact',
    'exist human ~1 around',
    '^ plain $',
    '^ callback $',
    'callback ~1 ask',
    'human|anyone ~1 back',
    'handfirst ~1 human|anyone|desk',
    'human ~1 where',
    'callme',
    'antibot',
    '^ moved $',
    '^ ask back',
    'human|anyone ~1 callback',
    '^ callback ~1 anyone',
  ],
  addresses: ['^ greeting human|desk $', '^ greeting plain $'],
  guards: [
    'callme ~1 denial',
    'human|anyone|desk ~3 denial',
    'denial ~2 human|anyone|desk',
    'denial ~2 hand',
    'human ~2 notyet',
    'person human',
    'reported ~1 human ~2 around|reported',
    'reported human',
    'human reported',
    'hours ~3 desk',
    'desk ~2 hours',
  ],
  notTypos: 'manage insane',
};

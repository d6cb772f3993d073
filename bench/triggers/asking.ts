// Distinct turns of tau2-bench's customers that ask for a human, by the first 12 hex digits of their SHA-256. Labelled by the
// team: of the turns that name a human, an escalation or a transfer, each was read; control words of the simulator left out.
export const asking: ReadonlySet<string> = new Set(
  `
040ed4182866 044453c622eb 16120d10f746 17b2191ca742 198a9e232e14 19b5821faf2d 1be45604aeca 22345f8427a1
2393fdaa652c 2b9701cc2d01 3e3f8c2d85ed 45e58a070773 48299fa8a0f4 4e4c26d2f798 51deca05c0e1 575a8c24f761
57a4f131030b 5842c570eb80 5cc8bfe8140a 5d644bc01e29 5ef69ab35740 674d94fdf189 78f4038908d7 7d2dc9523695
8766ad4845ac 92edd946e3bc 94ce7ddb558b 95dff7abd4ad 98892ddde8fb 9c29276f2d31 9defd46cc138 9e2481e237e5
a08392a72176 a25640543e29 a51f3f576f9d a69e68a223cf ab9b7f62b861 ae50d549a114 b0188261adca b6a1cd1244fa
bb826b98ef27 beba40941057 bfb1c675bbac bffbf6aa87e7 c2de5a3c0f59 c31cacc0bbec c33c175cb663 c7ac6908f4b6
c7ff60e1eee5 d7c84b979b21 d89664de9e37 db02f1673a04 df69d2cfcdc5 e4469d93a5ed e4fad5a23ea6 e74f11c0684f
e754ec6d5361 e8ab24eda047 e8aebd04beda eed6f364a9d1 f28073a30be3 ffca5006462b
`.split(/\s+/),
);

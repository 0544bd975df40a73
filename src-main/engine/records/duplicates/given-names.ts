/** Names that one person goes by; the first of each line stands for all. Folded. A name in two lines joins them. */
const GROUPS = `
alexander alex sasha alec aleksander aleksandr alessandro alejandro xander
alexandra alex sandra sasha alessandra alejandra
andrew andy drew andreas andrej andrzej andre andrea anders
anthony tony antonio anton antoine toni
anna ann anne annie hannah hanna anja anya ana annika
elizabeth liz lizzie beth betty eliza elisabeth lisa elsa libby bettina elise isabel isabella isabelle
william bill billy will willy liam wilhelm guillaume guillermo willem vilhelm
robert bob bobby rob robbie bert roberto
richard rick dick rich ricky ricardo
james jim jimmy jamie jaime
john jack johnny jon jonny johan johann johannes jan hans jean juan giovanni ivan ian joao jens
joseph joe joey jose josef giuseppe josip pepe
michael mike mick micky mikey michel miguel mikael mihai michal mischa
matthew matt matthias mateo matteo mathieu mats matej
christopher chris kit christoph christophe cristobal kristoffer
christian chris kristian cristian
christine chris christina tina kristina kristin christa chrissy kirsten
katherine kate kathy katie cathy catherine katharina kathryn katarina katja kat karen karin catarina
margaret maggie meg peggy greta margarete margarita marguerite rita margit marge
mary maria marie mia molly mariana marija
thomas tom tommy tomas tommaso thom
daniel dan danny daniele danilo
david dave davide davy
edward ed eddie ted ned eduard eduardo edoardo edvard
charles charlie chuck carl karl carlos carlo karel chas
frederick fred freddy freddie frederik friedrich fritz federico fredrik
francis frank francisco francesco franz paco francois frans fran
frances fran fanny francesca franziska franzi
george georg jorge giorgio jorg jurgen yuri goran georges
gerald gerry jerry gerhard gerard gerd
henry harry hank heinrich enrique enrico henri hendrik heinz henrik
lawrence larry laurence lars lorenz lorenzo laurent laurits
leonard leo len lenny leonardo leon
nicholas nick nicky nicolas nikolaus klaus niklas nils niels nicola nico nikolai
peter pete pedro pietro pierre petr piotr pjotr petter per peer
paul paulo pablo paolo pavel pal
philip phil philippe felipe filip pip
patrick pat paddy patricio patrik
patricia pat patty trish tricia patrizia
samuel sam sammy
samantha sam sammy
stephen steve steven stefan stephan esteban stefano etienne steffen
susan sue susie suzanne susanne susanna suzy
theodore ted theo teddy teodor
timothy tim timmy timo
benjamin ben benny benji
gregory greg gregor grzegorz
jeffrey jeff geoff geoffrey
jennifer jen jenny jenn
jessica jess jessie
joshua josh
kenneth ken kenny
martin marty martijn marten
maximilian max maxim maxwell massimo
nathaniel nathan nate nat
deborah deb debbie debra
dorothy dot dolly dorothea
eleanor ellie nell leonora elena ellen helen helena lena
emily em emma emilia
jacob jake jakob jacques jaime iago jakub
raymond ray raimund ramon
rebecca becky becca
ronald ron ronnie ronaldo
sarah sara sally
stephanie steph stefanie stefania
victoria vicky tori viktoria
victor vic viktor vittorio
vincent vince vinny vincenzo
walter walt wally
zachary zach zack
gabriel gabe gabriele
louis lou louie lewis luis ludwig luigi lajos
rudolf rudi rudy
sebastian seb bastian basti
siegfried sigi
ulrich uli
ursula uschi ulla
gunther gunter guenther
vladimir volodya vlad
dmitri dima dmitry dimitri
sergei sergey serge sergio
tatiana tanya tatjana
natalia natasha natalie natalya
olga olya
ekaterina katya
mohammed mohamed muhammad mohammad mehmet mo
ahmed ahmad ahmet
yusuf youssef yousef joseph
abdullah abdallah
stanislav stan stas
wojciech wojtek
malgorzata gosia
agnieszka aga
zuzana zuzka suzanne
bjorn bjoern
soren soeren
asa aasa
`;

const leaders = (): ReadonlyMap<string, string> => {
  const leader = new Map<string, string>();
  const find = (name: string): string => {
    const next = leader.get(name) ?? name;
    return next === name ? name : find(next);
  };
  for (const line of GROUPS.trim().split('\n')) {
    const [first = '', ...others] = line.split(' ');
    for (const name of others) leader.set(find(name), find(first));
  }
  return new Map([...leader.keys()].map((name) => [name, find(name)]));
};

const LEADERS = leaders();

/** One name for all that the same person may go by: "Bill" and "William". A name that has no other stays itself. Folded names only. */
export const givenNameGroup = (name: string): string => LEADERS.get(name) ?? name;

const members = (): ReadonlyMap<string, readonly string[]> => {
  const groups = Map.groupBy([...LEADERS], ([, leader]) => leader);
  return new Map([...groups].map(([leader, names]) => [leader, [leader, ...names.map(([name]) => name)]]));
};

const MEMBERS = members();

/** Every name that the same person may go by, this one first. */
export const givenNameVariants = (name: string): readonly string[] => [
  ...new Set([name, ...(MEMBERS.get(givenNameGroup(name)) ?? [])]),
];

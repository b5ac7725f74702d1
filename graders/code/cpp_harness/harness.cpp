// The part of every C++ judging that is compiled once: reading the cases, writing results, and what to do when the program crashes.
// Results go to descriptor 4, one JSON object a line, each beginning with this run's token; the learner's own prints go to 1.
#include "harness.hpp"

#include <csetjmp>
#include <csignal>
#include <cxxabi.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

void mianjing_start();  // NOLINT: written by graders/code/cpp.py below the learner's code

namespace mianjing {
namespace {

constexpr int RESULT = 4;
constexpr std::size_t PAGE = 4096;
constexpr std::size_t MAX_ARRAYS = 16;
constexpr int BORDER = 64;  // elements beside an array whose addresses are explained as indices of it
constexpr unsigned char UNTOUCHED = 0xa5;

struct Array {
    char *map, *begin, *end, *map_end;
    std::size_t size;
};

std::string token;
std::vector<Arguments> cases;
Array arrays[MAX_ARRAYS];
std::size_t array_count = 0;
bool flush_right = true;  // the guarded page is behind the array in one case, before it in the next
std::string result, after;
std::chrono::steady_clock::time_point started;
long long elapsed_ns = 0;
int overflow_line = 0;
char* stack_top = nullptr;
sigjmp_buf resume;
volatile sig_atomic_t is_running = 0;
char alternate_stack[1 << 16];

// What a signal handler found out; written when the case has been left.
struct Crash {
    const char* kind;
    long long index;
    unsigned long long place;
    int line;
    bool has_index;
} crash;

void send(const std::string& text)
{
    const std::string line = "{\"token\":\"" + token + "\"," + text + "}\n";
    for (std::size_t sent = 0; sent < line.size();) {
        const ssize_t written = write(RESULT, line.data() + sent, line.size() - sent);
        if (written <= 0) _exit(72);
        sent += static_cast<std::size_t>(written);
    }
}

std::string quoted(const char* text)
{
    std::string out = "\"";
    for (; *text; ++text) {
        const unsigned char c = static_cast<unsigned char>(*text);
        if (c == '"' || c == '\\') (out += '\\') += *text;
        else if (c < 0x20 || c > 0x7e) out += '?';
        else out += *text;
    }
    return out + '"';
}

std::string joined(const std::vector<long long>& list)
{
    std::string out = "[";
    for (std::size_t i = 0; i < list.size(); ++i) (out += i ? "," : "") += std::to_string(list[i]);
    return out + "]";
}

[[noreturn]] void leave(const char* kind, unsigned long long place = 0, int line = 0)
{
    crash = {kind, 0, place, line, false};
    if (!is_running) _exit(73);
    is_running = 0;
    siglongjmp(resume, 1);
}

void find_array(const char* address)
{
    for (std::size_t i = 0; i < array_count; ++i) {
        const Array& array = arrays[i];
        if (address < array.map || address >= array.map_end) continue;
        crash.has_index = true;
        // Rounded down, also below 0.
        const long long offset = address - array.begin, size = static_cast<long long>(array.size);
        crash.index = offset >= 0 ? offset / size : -((-offset + size - 1) / size);
    }
}

void on_signal(int number, siginfo_t* info, void* context)
{
#if defined(__x86_64__)
    const auto place = static_cast<unsigned long long>(static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
#else
    const auto place = static_cast<unsigned long long>(static_cast<ucontext_t*>(context)->uc_mcontext.pc);
#endif
    const char* address = static_cast<const char*>(info->si_addr);
    const char* kind = "abort";
    crash = {};
    if (number == SIGFPE) kind = "division";
    if (number == SIGILL) kind = "trap";
    if (number == SIGSEGV || number == SIGBUS) {
        rlimit stack{};
        getrlimit(RLIMIT_STACK, &stack);
        kind = "address";
        if (address < stack_top && address > stack_top - stack.rlim_cur - (1 << 22)) kind = "recursion";
        else if (reinterpret_cast<std::uintptr_t>(address) < PAGE) kind = "null";
        else find_array(address);
    }
    if (!is_running) _exit(73);
    is_running = 0;
    crash.kind = kind;
    crash.place = place;
    siglongjmp(resume, 1);
}

void handle_signals()
{
    stack_t stack{};
    stack.ss_sp = alternate_stack;
    stack.ss_size = sizeof alternate_stack;
    sigaltstack(&stack, nullptr);
    struct sigaction action{};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigaction(number, &action, nullptr);
}

void read_cases()
{
    // Not std::cin, whose state is the learner's.
    std::string text;
    char chunk[1 << 16];
    for (ssize_t got; (got = read(0, chunk, sizeof chunk)) > 0;) text.append(chunk, static_cast<std::size_t>(got));
    std::istringstream in(text);
    const auto read_list = [&in] {
        std::size_t count = 0;
        in >> count;
        std::vector<long long> list(count);
        for (auto& value : list) in >> value;
        return list;
    };
    std::size_t count = 0;
    for (in >> token >> count; cases.size() < count;) {
        std::size_t arity = 0;
        in >> arity;
        Arguments given(arity);
        for (auto& argument : given) {
            char kind = 0;
            in >> kind;
            if (kind == 'i') in >> argument.number;
            else if (kind == 'v') argument.list = read_list();
            else {
                std::size_t rows = 0;
                for (in >> rows; argument.matrix.size() < rows;) argument.matrix.push_back(read_list());
            }
        }
        cases.push_back(given);
    }
}

void free_arrays()
{
    for (std::size_t i = 0; i < array_count; ++i) munmap(arrays[i].map, static_cast<std::size_t>(arrays[i].map_end - arrays[i].map));
    array_count = 0;
}

void run_guarded(const std::function<void(const Arguments&)>& call, const Arguments& given)
{
    try {
        call(given);
        send("\"returned\":" + result + ",\"after\":" + after + ",\"ns\":" + std::to_string(elapsed_ns) + ",\"overflow\":" + std::to_string(overflow_line));
    } catch (const std::bad_alloc&) {
        send("\"raised\":\"std::bad_alloc\",\"message\":\"\"");
        // Filling the memory again for every other case would only take time.
        _exit(0);
    } catch (const std::exception& error) {
        int status = 0;
        char* name = abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status);
        send("\"raised\":" + quoted(name ? name : typeid(error).name()) + ",\"message\":" + quoted(error.what()));
    } catch (...) {
        send("\"raised\":\"exception\",\"message\":\"\"");
    }
}

} // namespace

void give_nothing() { result = "null"; }
void give(long long number) { result = std::to_string(number); }
void give(unsigned long long number) { result = std::to_string(number); }
void give_truth(bool truth) { result = truth ? "true" : "false"; }
void give(const std::vector<long long>& list) { result = joined(list); }
void give_after(const std::vector<long long>& list) { after = joined(list); }
void start_clock() { started = std::chrono::steady_clock::now(); }
void stop_clock() { elapsed_ns = std::chrono::nanoseconds(std::chrono::steady_clock::now() - started).count(); }

void give(double number)
{
    if (std::isfinite(number)) (result = std::to_string(number));
    else result = "\"inf\"";
}

void* guarded(std::size_t count, std::size_t size)
{
    const std::size_t pages = (count * size + PAGE - 1) / PAGE + 1, total = (pages + 2) * PAGE;
    char* map = static_cast<char*>(mmap(nullptr, total, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (map == MAP_FAILED || array_count == MAX_ARRAYS) throw std::bad_alloc();
    mprotect(map + PAGE, pages * PAGE, PROT_READ | PROT_WRITE);
    std::memset(map + PAGE, UNTOUCHED, pages * PAGE);
    char* begin = flush_right ? map + (pages + 1) * PAGE - count * size : map + PAGE;
    arrays[array_count++] = {map, begin, begin + count * size, map + total, size};
    return begin;
}

void check_borders()
{
    for (std::size_t i = 0; i < array_count; ++i) {
        const Array& array = arrays[i];
        const long long border = static_cast<long long>(array.size) * BORDER;
        const char *first = std::max(array.map + PAGE, array.begin - border), *last = std::min(array.map_end - PAGE, array.end + border);
        for (const char* place = first; place < last; ++place) {
            if ((place >= array.begin && place < array.end) || static_cast<unsigned char>(*place) == UNTOUCHED) continue;
            crash = {};
            find_array(place);
            crash.kind = "border";
            is_running = 0;
            siglongjmp(resume, 1);
        }
    }
}

void for_each_case(const std::function<void(const Arguments&)>& call)
{
    for (std::size_t number = 0; number < cases.size(); ++number) {
        send("\"begin\":" + std::to_string(number));
        result = after = "null";
        overflow_line = 0;
        flush_right = number % 2 == 0;
        is_running = 1;
        if (sigsetjmp(resume, 1) == 0) run_guarded(call, cases[number]);
        else
            send(std::string("\"crash\":\"") + crash.kind + "\",\"place\":" + std::to_string(crash.place) + ",\"line\":" + std::to_string(crash.line) +
                 ",\"index\":" + (crash.has_index ? std::to_string(crash.index) : "null"));
        is_running = 0;
        free_arrays();
        std::fflush(stdout);
        std::cout.flush();
    }
    send("\"end\":true");
}

} // namespace mianjing

#include "sanitizer.hpp"

int main()
{
    char here = 0;
    mianjing::stack_top = &here + (1 << 16);
    mianjing::read_cases();
    mianjing::handle_signals();
    mianjing_start();
    _exit(0);
}
